package dev.runnel.model.embedded;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What words in square brackets in the user's message ask of its answers, so that a demonstration can show what goes wrong
 * with models: {@code [fail 500]}, {@code [fail]}, {@code [cut]}, {@code [delay 2s]}, {@code [pause 2s]}, {@code [pace 5]}.
 * The page docs/embedded-model.md tells what each does. Of two that say the same thing the last one counts.
 *
 * @param status the HTTP status to answer with, where that is to be an error
 * @param delay how long to wait before anything is answered
 * @param pause how long to wait in the middle of a text
 * @param wordsPerSecond the pace; 0 for all at once
 * @param ending how a text ends
 */
record Directions(OptionalInt status, Optional<Duration> delay, Duration pause, OptionalDouble wordsPerSecond,
        Ending ending) {

    static final Directions NONE = new Directions(OptionalInt.empty(), Optional.empty(), Duration.ZERO,
            OptionalDouble.empty(), Ending.COMPLETE);

    private static final Pattern DIRECTION = Pattern.compile("\\[(?:(fail)|(cut)|fail (?<status>[45]\\d\\d)"
            + "|delay (?<delay>\\d{1,6}(?:ms|s|m))|pause (?<pause>\\d{1,6}(?:ms|s|m))"
            + "|pace (?<pace>\\d{1,6}(?:\\.\\d{1,6})?))]",
            Pattern.CASE_INSENSITIVE);

    private static final Duration LONGEST = Duration.ofHours(1);

    /** How a text ends. */
    enum Ending {

        /** As it should. */
        COMPLETE,

        /** In its middle, with the event of a failed response. */
        FAILED,

        /** In its middle, without a last event. */
        CUT
    }

    Directions {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(delay, "delay");
        Objects.requireNonNull(pause, "pause");
        Objects.requireNonNull(wordsPerSecond, "wordsPerSecond");
        Objects.requireNonNull(ending, "ending");
    }

    static Directions in(String words) {
        OptionalInt status = NONE.status;
        Optional<Duration> delay = NONE.delay;
        Duration pause = NONE.pause;
        OptionalDouble pace = NONE.wordsPerSecond;
        Ending ending = NONE.ending;
        for (Matcher said = DIRECTION.matcher(words); said.find();) {
            if (said.group(1) != null) {
                ending = Ending.FAILED;
            } else if (said.group(2) != null) {
                ending = Ending.CUT;
            } else if (said.group("status") != null) {
                status = OptionalInt.of(Integer.parseInt(said.group("status")));
            } else if (said.group("delay") != null) {
                delay = Optional.of(time(said.group("delay")));
            } else if (said.group("pause") != null) {
                pause = time(said.group("pause"));
            } else {
                pace = OptionalDouble.of(Double.parseDouble(said.group("pace")));
            }
        }
        return new Directions(status, delay, pause, pace, ending);
    }

    /** The words alone, which are what the answer is about. */
    static String without(String words) {
        Matcher said = DIRECTION.matcher(words);
        return said.find() ? said.replaceAll("").strip() : words;
    }

    private static Duration time(String text) {
        String unit = text.replaceAll("\\d", "").toLowerCase(Locale.ROOT);
        long amount = Long.parseLong(text.substring(0, text.length() - unit.length()));
        Duration time = switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
        return time.compareTo(LONGEST) > 0 ? LONGEST : time;
    }
}
