package dev.runnel.model.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Texts that keep to a schema's format, pattern and length: the wished one, if it does or can be made to. */
final class FormedText {

    private static final int LONGEST_WISHED = 1000;
    private static final int LONGEST_FILLED = 10_000;

    private FormedText() {
    }

    /** @param variant above 0, another text than the wished one */
    static String of(JsonNode schema, String wished, int variant) {
        int least = Math.min(schema.path("minLength").asInt(0), LONGEST_FILLED);
        int most = Math.max(0, schema.path("maxLength").asInt(Integer.MAX_VALUE));
        Optional<String> formatted = format(schema.path("format").asText(), variant);
        String text = formatted.orElseGet(() -> fitted(wished, variant, least, Math.min(most, LONGEST_WISHED)));
        Optional<Pattern> pattern = pattern(schema.path("pattern").asText(""));
        if (pattern.isEmpty() || variant == 0 && pattern.get().matcher(text).find()) {
            return text;
        }
        for (int repeats = 0; repeats <= least + 1; repeats = 2 * repeats + 1) {
            Optional<String> made = PatternText.of(pattern.get().pattern(), repeats, variant)
                    .filter(each -> pattern.get().matcher(each).find());
            if (made.isPresent() && length(made.get()) >= least && length(made.get()) <= most) {
                return made.get();
            }
        }
        return text;
    }

    private static Optional<String> format(String format, int variant) {
        String two = String.format("%02d", variant % 28 + 1);
        return Optional.ofNullable(switch (format) {
            case "date-time" -> "2026-01-" + two + "T12:00:00Z";
            case "date" -> "2026-01-" + two;
            case "time" -> "12:00:" + String.format("%02d", variant % 60) + "Z";
            case "duration" -> "PT" + (variant + 1) + "H";
            case "email", "idn-email" -> "user" + (variant == 0 ? "" : variant) + "@example.com";
            case "hostname", "idn-hostname" -> (variant == 0 ? "" : "h" + variant + ".") + "example.com";
            case "ipv4" -> "127.0.0." + (variant % 254 + 1);
            case "ipv6" -> "::" + Integer.toHexString(variant + 1);
            case "uri", "uri-reference", "iri", "iri-reference" ->
                "https://example.com/" + (variant == 0 ? "" : variant);
            case "uuid" -> String.format("00000000-0000-4000-8000-%012x", variant);
            default -> null;
        });
    }

    private static String fitted(String wished, int variant, int least, int most) {
        String end = variant == 0 ? "" : String.valueOf(variant);
        String whole = wished + ".".repeat(Math.max(0, least - length(wished) - end.length()));
        int room = Math.max(0, most - end.length());
        return (length(whole) > room ? whole.substring(0, whole.offsetByCodePoints(0, room)) : whole) + end;
    }

    /** JSON Schema counts characters, of which Java may need two for one. */
    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static Optional<Pattern> pattern(String pattern) {
        try {
            return pattern.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(pattern));
        } catch (PatternSyntaxException ofAnotherGrammar) {
            return Optional.empty();
        }
    }
}
