package dev.runnel.http;

import dev.runnel.model.Setting;
import java.time.Duration;

/** Refuses settings of states that are out of their range. */
final class StateConfigCheck {

    private static final Setting<Duration> LIFETIME = new Setting<>("runnel.http.state.lifetime", Duration.ofSeconds(1),
            Duration.ofDays(30), "from 1 s to 30 days, for example 1h");

    private static final Setting<Integer> MAX_USED = new Setting<>("runnel.http.state.max-used", 1, 10_000_000,
            "from 1 to 10000000");

    private StateConfigCheck() {
    }

    /** @throws io.quarkus.runtime.configuration.ConfigurationException naming the setting, its value and what is allowed */
    static void check(StateConfig config) {
        LIFETIME.check(config.lifetime());
        MAX_USED.check(config.maxUsed());
    }
}
