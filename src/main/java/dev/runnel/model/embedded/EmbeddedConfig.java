package dev.runnel.model.embedded;

import dev.runnel.model.DurationSetting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the embedded model listens and talks. Whether it is used at all says {@code runnel.model}. */
@ConfigMapping(prefix = "runnel.embedded")
public interface EmbeddedConfig {

    /** The port on 127.0.0.1 that it listens on, 0 to 65535; 0 for any free one. It is opened on first use. */
    @WithDefault("0")
    int port();

    /** How many words it streams in a second, 0 or more; 0 for all at once. */
    @WithDefault("30")
    double wordsPerSecond();

    /** How long it waits before each answer, 0 to 1 h. */
    @WithDefault("0s")
    @WithConverter(DurationSetting.class)
    Duration delay();
}
