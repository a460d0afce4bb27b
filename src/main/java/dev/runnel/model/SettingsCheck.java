package dev.runnel.model;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What settings of a model must not be. */
final class SettingsCheck {

    private static final Duration LONGEST = Duration.ofHours(24);

    /** What the HTTP client sets by itself, so that the request is one. */
    private static final Set<String> NOT_FREE = Set.of("connection", "content-length", "host", "transfer-encoding",
            "upgrade");

    private SettingsCheck() {
    }

    static void range(String name, Optional<? extends Number> value, int least, int most) {
        if (value.isPresent() && !(value.get().doubleValue() >= least && value.get().doubleValue() <= most)) {
            throw new IllegalArgumentException(name + " is " + value.get() + ", must be from " + least + " to " + most);
        }
    }

    static void atLeastOne(String name, Optional<Integer> value) {
        if (value.isPresent() && value.get() < 1) {
            throw new IllegalArgumentException(name + " is " + value.get() + ", must be at least 1");
        }
    }

    static void duration(String name, Optional<Duration> value) {
        if (value.isPresent() && (value.get().toMillis() < 1 || value.get().compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException(name + " is " + value.get() + ", must be from 1 ms to 24 h");
        }
    }

    /** A header as RFC 9110 has it; its value is no part of any message. */
    static void header(String name, String value) {
        if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
            throw new IllegalArgumentException("A header's name is letters, digits and hyphens, not '" + name + "'");
        }
        if (NOT_FREE.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("The header " + name + " is the HTTP client's own, not an extra one");
        }
        if (!value.chars().allMatch(character -> character == '\t' || character >= ' ' && character < 127)) {
            throw new IllegalArgumentException("The value of the header " + name
                    + " holds a character that no header may carry: only visible ASCII, blanks and tabs");
        }
    }
}
