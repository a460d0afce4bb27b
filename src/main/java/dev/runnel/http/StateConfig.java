package dev.runnel.http;

import dev.runnel.model.DurationSetting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The settings of the states of interrupted runs, which clients keep. */
@ConfigMapping(prefix = "runnel.http.state")
public interface StateConfig {

    /**
     * The keys that states are sealed with, {@code id:key} each, separated by commas: an id of 1 to 32 letters, digits,
     * {@code -} and {@code _}, and 16, 24 or 32 random bytes in Base64. The first one seals, all open: a new one is put
     * first, and the old one taken out when what it sealed has expired. Without any key no state is given away.
     */
    Optional<String> keys();

    /** How long after an interruption its run can be resumed: 1 s to 30 days. */
    @WithConverter(DurationSetting.class)
    @WithDefault("1h")
    Duration lifetime();

    /**
     * How many used states are remembered until they expire, so that none is used twice in this process: 1 to 10000000. When
     * there are more, no run is resumed until some have expired.
     */
    @WithDefault("100000")
    int maxUsed();
}
