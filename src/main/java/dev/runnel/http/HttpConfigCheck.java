package dev.runnel.http;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Refuses to start with settings that are out of their range. */
@Singleton
final class HttpConfigCheck {

    private static final Duration SHORTEST_SILENCE = Duration.ofMillis(100);
    private static final Duration LONGEST_SILENCE = Duration.ofHours(1);

    void onStart(@Observes StartupEvent start, HttpConfig config) {
        check(config);
    }

    /** @throws ConfigurationException naming the setting, its value and what is allowed */
    static void check(HttpConfig config) {
        Duration silence = config.heartbeat();
        if (silence.compareTo(SHORTEST_SILENCE) < 0 || silence.compareTo(LONGEST_SILENCE) > 0) {
            throw new ConfigurationException(
                    "runnel.http.heartbeat is " + silence.toMillis()
                    + " ms, it must be from 100 ms to 1 h, for example 15s");
        }
        if (config.maxTurns() < 1) {
            throw new ConfigurationException("runnel.http.max-turns is " + config.maxTurns() + ", it must be at least 1");
        }
    }
}
