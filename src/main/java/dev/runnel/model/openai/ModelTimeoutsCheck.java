package dev.runnel.model.openai;

import dev.runnel.model.Setting;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Refuses to start with timeouts that are out of their range. */
@Singleton
final class ModelTimeoutsCheck {

    void onStart(@Observes StartupEvent start, ModelTimeouts timeouts) {
        timeout("runnel.timeouts.model-first-byte").check(timeouts.modelFirstByte());
        timeout("runnel.timeouts.model-idle").check(timeouts.modelIdle());
    }

    static Setting<Duration> timeout(String name) {
        return new Setting<>(name, Duration.ofMillis(1), Duration.ofDays(1), "from 1 ms to 24 h, for example 60s");
    }
}
