package dev.runnel.model.openai;

import dev.runnel.model.DurationSetting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * How long a model may take. The wait for a connection is the REST client's own setting,
 * {@code quarkus.rest-client.model.connect-timeout} (milliseconds).
 */
@ConfigMapping(prefix = "runnel.timeouts")
public interface ModelTimeouts {

    /** From the call to the first byte of the answer's body, with the wait for a free connection in it: 1 ms to 24 h. */
    @WithConverter(DurationSetting.class)
    @WithDefault("60s")
    Duration modelFirstByte();

    /**
     * Silence between two bytes of an answer, while someone waits for them: 1 ms to 24 h. A reader that asks for nothing
     * does not count as the model's silence.
     */
    @WithConverter(DurationSetting.class)
    @WithDefault("5m")
    Duration modelIdle();
}
