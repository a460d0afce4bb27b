package dev.runnel.http;

import dev.runnel.model.DurationSetting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How much time there is when the application is told to stop. */
@ConfigMapping(prefix = "runnel.shutdown")
public interface ShutdownConfig {

    /**
     * From the wish to stop to the end of the process: 100 ms to 24 h. With Runnel's main class it ends then, come what may.
     */
    @WithConverter(DurationSetting.class)
    @WithDefault("9s")
    Duration budget();

    /**
     * How long open runs may go on before they are cancelled: from 0 to the budget. Empty for half of that. No new one
     * begins meanwhile.
     */
    @WithConverter(DurationSetting.class)
    Optional<Duration> grace();
}
