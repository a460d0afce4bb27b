package dev.runnel.http;

import dev.runnel.model.Setting;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;

/**
 * The checked times of a stop.
 *
 * @param budget for all of it
 * @param grace how much of it open runs have to end by themselves
 */
record ShutdownTimes(Duration budget, Duration grace) {

    private static final Setting<Duration> BUDGET = new Setting<>("runnel.shutdown.budget", Duration.ofMillis(100),
            Duration.ofHours(24), "from 100 ms to 24 h, for example 9s");

    /** @throws ConfigurationException naming the setting that is out of its range */
    ShutdownTimes {
        BUDGET.check(budget);
        new Setting<>("runnel.shutdown.grace", Duration.ZERO, budget, "from 0 to runnel.shutdown.budget, which is "
                + budget.toMillis() + " ms").check(grace);
    }

    static ShutdownTimes of(ShutdownConfig config) {
        return new ShutdownTimes(config.budget(), config.grace().orElse(config.budget().dividedBy(2)));
    }

    /** As short as can be: in dev mode somebody waits for the reload. */
    static ShutdownTimes hasty() {
        return new ShutdownTimes(Duration.ofMillis(100), Duration.ZERO);
    }

    /** How long to wait for what was cancelled to end: half of what the open runs leave, for the rest wants some too. */
    Duration patience() {
        return budget.minus(grace).dividedBy(2);
    }
}
