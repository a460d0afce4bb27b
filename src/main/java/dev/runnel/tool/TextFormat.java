package dev.runnel.tool;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Values that are strings in JSON and something else in Java. Those that JSON Schema has a {@code format} for are told with
 * it (JSON Schema Validation, section 7.3); it has none for dates and times without an offset, which are told by a pattern.
 */
enum TextFormat {

    DATE_TIME("format", "date-time", "a date and time with its offset, as \"2026-05-01T13:30:00Z\"",
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)", OffsetDateTime::parse,
            "java.time.Instant", "java.time.OffsetDateTime", "java.time.ZonedDateTime"),

    DATE("format", "date", "a date, as \"2026-05-01\"", "\\d{4}-\\d\\d-\\d\\d", LocalDate::parse, "java.time.LocalDate"),

    DURATION("format", "duration", "a duration in days, hours, minutes and seconds, as \"P1DT2H30M\"", "P.+",
            Duration::parse, "java.time.Duration"),

    UNIQUE_ID("format", "uuid", "a UUID", "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", UUID::fromString,
            "java.util.UUID"),

    EMAIL("format", "email", "an e-mail address", "[^@\\s]+@[^@\\s]+", text -> { }),

    LOCAL_DATE_TIME("pattern", "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?$",
            "a date and time without offset, as \"2026-05-01T13:30:00\"",
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?", LocalDateTime::parse, "java.time.LocalDateTime"),

    LOCAL_TIME("pattern", "^\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?$", "a time of day, as \"13:30\"",
            "\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?", LocalTime::parse, "java.time.LocalTime");

    private final String keyword;
    private final String value;
    private final String words;
    private final Pattern form;
    private final Consumer<String> parsing;
    private final Set<String> classNames;

    TextFormat(String keyword, String value, String words, String form, Consumer<String> parsing, String... classNames) {
        this.keyword = keyword;
        this.value = value;
        this.words = words;
        this.form = Pattern.compile(form);
        this.parsing = parsing;
        this.classNames = Set.of(classNames);
    }

    /** The format of a Java class. */
    static Optional<TextFormat> ofClass(String className) {
        return Arrays.stream(values()).filter(each -> each.classNames.contains(className)).findFirst();
    }

    /** The format that a schema asks for with this keyword. */
    static Optional<TextFormat> ofSchema(String keyword, String value) {
        return Arrays.stream(values()).filter(each -> each.keyword.equals(keyword) && each.value.equals(value)).findFirst();
    }

    String keyword() {
        return keyword;
    }

    String value() {
        return value;
    }

    /** What it is, for the model. */
    String words() {
        return words;
    }

    boolean accepts(String text) {
        if (!form.matcher(text).matches()) {
            return false;
        }
        try {
            parsing.accept(text);
            return true;
        } catch (RuntimeException e) {
            return false; // the right form, but no such day or hour: each parser has an exception of its own
        }
    }
}
