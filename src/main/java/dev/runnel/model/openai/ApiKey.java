package dev.runnel.model.openai;

import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/** A provider's key. It has no readable text form, so that it gets into no log by accident. */
final class ApiKey {

    private final String value;

    private ApiKey(String value) {
        this.value = value;
    }

    static Optional<ApiKey> configured(String setting) {
        return ConfigProvider.getConfig().getOptionalValue(setting, String.class)
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .map(key -> checked(setting, key));
    }

    String bearer() {
        return "Bearer " + value;
    }

    @Override
    public String toString() {
        return "ApiKey[***]";
    }

    private static ApiKey checked(String setting, String key) {
        // here, because the HTTP codec's own message would quote the key
        if (!key.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalStateException(setting + " holds a character that no HTTP header may carry;"
                    + " a key is made of visible ASCII characters without blanks");
        }
        return new ApiKey(key);
    }
}
