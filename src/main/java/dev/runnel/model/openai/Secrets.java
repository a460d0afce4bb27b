package dev.runnel.model.openai;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.HttpClientRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What must never be told on, though a provider may echo it: the keys in the headers and the URL of a request. */
final class Secrets {

    private static final String MASK = "***";
    private static final int TELLING = 4; // a shorter beginning of a key tells nothing
    private static final Pattern NAME = Pattern.compile("auth|key|token|secret|cookie|password|credential");

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
        return new Secrets(Stream.concat(headers(request), parameters(request)));
    }

    private static Stream<String> headers(HttpClientRequest request) {
        return request.headers().entries().stream().filter(header -> isTelling(header.getKey())).map(Map.Entry::getValue)
                .map(value -> value.substring(value.indexOf(' ') + 1)); // without the scheme, as in "Bearer key"
    }

    private static Stream<String> parameters(HttpClientRequest request) {
        return new QueryStringDecoder(request.getURI()).parameters().entrySet().stream()
                .filter(parameter -> isTelling(parameter.getKey())).flatMap(parameter -> parameter.getValue().stream());
    }

    private static boolean isTelling(String name) {
        return NAME.matcher(name.toLowerCase(Locale.ROOT)).find();
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
