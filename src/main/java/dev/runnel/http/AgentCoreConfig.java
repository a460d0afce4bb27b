package dev.runnel.http;

import dev.runnel.model.BooleanSetting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Settings of the calls that AWS Bedrock AgentCore Runtime makes. */
@ConfigMapping(prefix = "runnel.agentcore")
public interface AgentCoreConfig {

    /**
     * Whether {@code POST /invocations} and {@code GET /ping} can be enabled. Read while the application is built: one that
     * does not want them may have endpoints of its own at these paths.
     */
    @WithConverter(BooleanSetting.class)
    @WithDefault("false")
    boolean included();

    /** Whether they are served, where they are included. */
    @WithConverter(BooleanSetting.class)
    @WithDefault("false")
    boolean enabled();

    /** The name of the agent that runs where a request names none; without it the only one there is. */
    Optional<String> agent();
}
