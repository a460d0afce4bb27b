package dev.runnel.session;

import dev.runnel.model.Setting;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Keeps sessions in memory, unless the application has a store of its own. */
@Singleton
class SessionBeans {

    private static final int MANY = 1_000_000;

    private static final Setting<Integer> MAX_SESSIONS = new Setting<>("runnel.session.max-sessions", 1, MANY,
            "from 1 to 1000000");

    private static final Setting<Integer> MAX_ITEMS = new Setting<>("runnel.session.max-items", 1, MANY,
            "from 1 to 1000000");

    private static final Setting<Long> MAX_SIZE = new Setting<>("runnel.session.max-size", 1L << 10, 1L << 40,
            "from 1024 bytes (1K) to 1T, for example 64M");

    private static final Setting<Duration> IDLE_TIME = new Setting<>("runnel.session.idle-time", Duration.ofSeconds(1),
            Duration.ofDays(365), "from 1 s to 365 days, for example 1h");

    @Produces
    @Singleton
    @DefaultBean
    SessionStore sessions(SessionConfig config) {
        return new InMemorySessionStore(bounds(config));
    }

    /** A wrong bound shows when the application starts. */
    void onStart(@Observes StartupEvent start, SessionConfig config) {
        bounds(config);
    }

    /** @throws io.quarkus.runtime.configuration.ConfigurationException naming the setting, its value and what is allowed */
    static SessionBounds bounds(SessionConfig config) {
        return new SessionBounds(MAX_SESSIONS.check(config.maxSessions()), MAX_ITEMS.check(config.maxItems()),
                MAX_SIZE.check(config.maxSize().asLongValue()), IDLE_TIME.check(config.idleTime()));
    }
}
