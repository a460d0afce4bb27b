package dev.runnel.http;

import dev.runnel.model.Setting;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses to start with settings that are out of their range. */
@Singleton
final class HttpConfigCheck {

    private static final Setting<Duration> HEARTBEAT = new Setting<>("runnel.http.heartbeat", Duration.ofMillis(100),
            Duration.ofHours(1), "from 100 ms to 1 h, for example 15s");

    private static final Setting<Duration> MAX_RUN_TIME = new Setting<>("runnel.http.max-run-time", Duration.ofMillis(100),
            Duration.ofHours(24), "from 100 ms to 24 h, for example 15m");

    private static final Setting<Duration> DEADLINE_MARGIN = new Setting<>("runnel.http.deadline-margin", Duration.ZERO,
            Duration.ofMinutes(1), "from 0 to 1 min, for example 2s");

    private static final Setting<Integer> MAX_TURNS = new Setting<>("runnel.http.max-turns", 1, Integer.MAX_VALUE,
            "at least 1");

    private static final Setting<Integer> MAX_CONCURRENT_RUNS = new Setting<>("runnel.http.max-concurrent-runs", 1, 100_000,
            "from 1 to 100000");

    private static final Setting<Integer> MAX_INPUT_ITEMS = new Setting<>("runnel.http.max-input-items", 1, 1_000_000,
            "from 1 to 1000000");

    private static final Setting<Long> MAX_INPUT_SIZE = new Setting<>("runnel.http.max-input-size", 1L << 10, 1L << 30,
            "from 1024 bytes (1K) to 1G, for example 1M");

    private static final Setting<Integer> PORT = new Setting<>("quarkus.http.port", 0, 65535,
            "from 1 to 65535, or 0 for any that is free");

    void onStart(@Observes StartupEvent start, HttpConfig config, ShutdownConfig shutdown,
            @ConfigProperty(name = "quarkus.http.port", defaultValue = "8080") int port) {
        check(config);
        PORT.check(port);
        ShutdownTimes.of(shutdown);
    }

    /** @throws io.quarkus.runtime.configuration.ConfigurationException naming the setting, its value and what is allowed */
    static void check(HttpConfig config) {
        HEARTBEAT.check(config.heartbeat());
        MAX_RUN_TIME.check(config.maxRunTime());
        DEADLINE_MARGIN.check(config.deadlineMargin());
        MAX_TURNS.check(config.maxTurns());
        MAX_CONCURRENT_RUNS.check(config.maxConcurrentRuns());
        MAX_INPUT_ITEMS.check(config.maxInputItems());
        MAX_INPUT_SIZE.check(config.maxInputSize().asLongValue());
    }
}
