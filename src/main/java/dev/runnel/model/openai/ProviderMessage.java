package dev.runnel.model.openai;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * What a provider said of a failure, fit to be shown: one line of at most 2 kB of UTF-8, without control characters and
 * without what is secret.
 *
 * @param text the words, empty if there were none
 * @param code the provider's own code
 */
record ProviderMessage(String text, Optional<String> code) {

    private static final int LIMIT = 2048;
    private static final int CODE_LIMIT = 200;

    static ProviderMessage of(byte[] body, String contentType, Secrets secrets) {
        Optional<ErrorBody> error = ErrorBody.read(body);
        String text = error.map(ErrorBody::message).orElseGet(() -> text(body, contentType));
        return new ProviderMessage(presentable(text, secrets, LIMIT),
                error.flatMap(ErrorBody::code).map(code -> presentable(code, secrets, CODE_LIMIT)));
    }

    /**
     * The order matters: what hides in control characters is seen once they are gone, and no secret is cut in two
     * unseen.
     */
    static String presentable(String text, Secrets secrets, int limit) {
        String line = text.replaceAll("[\\p{Cf}\\p{Co}\\p{Cs}]", "").replaceAll("[\\s\\p{Cc}\\p{Z}]+", " ").strip();
        return cut(secrets.maskedIn(line), limit);
    }

    private static String text(byte[] body, String contentType) {
        String text = new String(body, StandardCharsets.UTF_8);
        return contentType.toLowerCase(Locale.ROOT).contains("html") ? text.replaceAll("<[^<>]*>", " ") : text;
    }

    private static String cut(String text, int limit) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= limit) {
            return text;
        }
        int end = limit;
        while ((bytes[end] & 0xC0) == 0x80) { // in the middle of a character
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
