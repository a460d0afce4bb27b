package dev.runnel.http;

import dev.runnel.model.JsonText;
import java.util.Objects;
import java.util.Optional;

/**
 * What a {@link RunContextFactory} is told of a request that will start a run.
 *
 * @param agent the name of the agent that begins; there is one of this name
 * @param context the request's field {@code context}, JSON of any kind, also {@code null}; empty where it is absent
 */
public record RunContextRequest(String agent, Optional<JsonText> context) {

    public RunContextRequest {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(context, "context");
    }
}
