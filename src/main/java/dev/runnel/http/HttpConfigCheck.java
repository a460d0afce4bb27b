package dev.runnel.http;

import dev.runnel.model.Setting;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Refuses to start with settings that are out of their range. */
@Singleton
final class HttpConfigCheck {

    private static final Setting<Duration> HEARTBEAT = new Setting<>("runnel.http.heartbeat", Duration.ofMillis(100),
            Duration.ofHours(1), "from 100 ms to 1 h, for example 15s");

    private static final Setting<Integer> MAX_TURNS = new Setting<>("runnel.http.max-turns", 1, Integer.MAX_VALUE,
            "at least 1");

    void onStart(@Observes StartupEvent start, HttpConfig config) {
        check(config);
    }

    /** @throws io.quarkus.runtime.configuration.ConfigurationException naming the setting, its value and what is allowed */
    static void check(HttpConfig config) {
        HEARTBEAT.check(config.heartbeat());
        MAX_TURNS.check(config.maxTurns());
    }
}
