package dev.runnel.model.openai;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;

/** How long a provider asks to wait: {@code retry-after-ms}, or Retry-After in seconds or as a date (RFC 9110, 10.2.3). */
final class RetryAfter {

    private RetryAfter() {
    }

    /** Nothing if there is no such header, or none that can be read; a date in the past is zero. */
    static Optional<Duration> of(Function<String, String> headers, Instant now) {
        return amount(headers.apply("retry-after-ms"), 1)
                .or(() -> amount(headers.apply("retry-after"), 1000))
                .or(() -> date(headers.apply("retry-after"), now));
    }

    private static Optional<Duration> amount(String value, int millis) {
        // some providers send fractions, against the specification
        return value != null && value.strip().matches("\\d{1,12}(\\.\\d{1,12})?")
                ? Optional.of(Duration.ofMillis((long) Math.ceil(Double.parseDouble(value.strip()) * millis)))
                : Optional.empty();
    }

    private static Optional<Duration> date(String value, Instant now) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            Instant then = ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return Optional.of(then.isBefore(now) ? Duration.ZERO : Duration.between(now, then));
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }
}
