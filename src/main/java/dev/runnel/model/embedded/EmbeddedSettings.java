package dev.runnel.model.embedded;

import dev.runnel.model.Setting;
import java.time.Duration;

/**
 * The checked settings of the embedded model.
 *
 * @param port the port on 127.0.0.1; 0 for any free one
 * @param wordsPerSecond the pace of its text; 0 for all at once
 * @param delay how long it waits before each answer
 */
record EmbeddedSettings(int port, double wordsPerSecond, Duration delay) {

    private static final Setting<Integer> PORT = new Setting<>("runnel.embedded.port", 0, 65_535,
            "from 0 (any free port) to 65535");

    private static final Setting<Double> PACE = new Setting<>("runnel.embedded.words-per-second", 0.0, Double.MAX_VALUE,
            "0 (all at once) or more");

    private static final Setting<Duration> DELAY = new Setting<>("runnel.embedded.delay", Duration.ZERO,
            Duration.ofHours(1), "from 0 to 1 h, for example 500ms");

    /** @throws io.quarkus.runtime.configuration.ConfigurationException naming the setting that is out of its range */
    EmbeddedSettings {
        PORT.check(port);
        PACE.check(wordsPerSecond);
        DELAY.check(delay);
    }

    static EmbeddedSettings of(EmbeddedConfig config) {
        return new EmbeddedSettings(config.port(), config.wordsPerSecond(), config.delay());
    }
}
