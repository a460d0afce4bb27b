package dev.runnel.http;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long a run may take: as long as the request, the server and the platform all allow. Immutable and thread-safe. */
@Singleton
final class RunTimes {

    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** No platform lets an invocation run for so long: what was over before is none's, but an emulator's constant. */
    private static final Duration LONGEST_INVOCATION = Duration.ofHours(1);

    private final Duration configured;
    private final Duration margin;
    private final Clock clock;

    @Inject
    RunTimes(HttpConfig config) {
        this(config.maxRunTime(), config.deadlineMargin(), Clock.systemUTC());
    }

    /**
     * @param configured the longest time of any run
     * @param margin how long before the platform's deadline a run ends, so that its last event still goes out
     * @param clock that of the deadlines
     */
    RunTimes(Duration configured, Duration margin, Clock clock) {
        this.configured = configured;
        this.margin = margin;
        this.clock = clock;
    }

    /**
     * The longest time of a run that starts now. Of one for which the platform leaves no time it is the shortest there is,
     * so that it still ends with its terminal event.
     *
     * @param requested what the request asks for
     * @param deadline when the platform cuts the answer
     */
    Duration of(Optional<Duration> requested, Optional<Instant> deadline) {
        Duration own = requested.filter(time -> time.compareTo(configured) < 0).orElse(configured);
        Instant now = clock.instant();
        return deadline.filter(end -> end.isAfter(now.minus(LONGEST_INVOCATION)))
                .filter(end -> end.minus(margin).isBefore(now.plus(own)))
                .map(end -> Duration.between(now, end.minus(margin)))
                .map(left -> left.compareTo(SHORTEST) < 0 ? SHORTEST : left)
                .orElse(own);
    }
}
