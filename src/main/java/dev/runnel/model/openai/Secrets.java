package dev.runnel.model.openai;

import io.vertx.core.http.HttpClientRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What must never be told on, though a provider may echo it: the keys in the headers of a request. */
final class Secrets {

    private static final String MASK = "***";
    private static final int TELLING = 4; // a shorter beginning of a key tells nothing
    private static final Pattern HEADER = Pattern.compile("auth|key|token|secret|cookie|password");

    private final List<String> values;

    Secrets(Stream<String> values) {
        this.values = values
                .flatMap(value -> Stream.of(value, URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .filter(value -> !value.isBlank())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    static Secrets sentWith(HttpClientRequest request) {
        return new Secrets(request.headers().entries().stream()
                .filter(header -> HEADER.matcher(header.getKey().toLowerCase(Locale.ROOT)).find())
                .map(Map.Entry::getValue)
                .map(value -> value.substring(value.indexOf(' ') + 1))); // without the scheme, as in "Bearer key"
    }

    /** The text with each secret masked, also one that is cut off at its end. */
    String maskedIn(String text) {
        String masked = text;
        for (String value : values) {
            masked = masked.replace(value, MASK);
        }
        for (String value : values) {
            for (int length = value.length() - 1; length >= TELLING; length--) {
                if (masked.endsWith(value.substring(0, length))) {
                    masked = masked.substring(0, masked.length() - length) + MASK;
                }
            }
        }
        return masked;
    }
}
