package dev.runnel.session;

import dev.runnel.model.DurationSetting;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The bounds of the sessions that are kept in memory; a {@link SessionStore} of the application has its own. */
@ConfigMapping(prefix = "runnel.session")
public interface SessionConfig {

    /** The most sessions, from 1 to 1000000; the one that was used least recently makes place for one more. */
    @WithDefault("1000")
    int maxSessions();

    /** The most items of one session, from 1 to 1000000; the oldest make place for more. */
    @WithDefault("1000")
    int maxItems();

    /** The most bytes of all sessions together, from 1K to 1T; the one that was used least recently makes place for more. */
    @WithDefault("64M")
    MemorySize maxSize();

    /** How long a session is kept that nobody reads or writes: 1 s to 365 days. */
    @WithConverter(DurationSetting.class)
    @WithDefault("1h")
    Duration idleTime();
}
