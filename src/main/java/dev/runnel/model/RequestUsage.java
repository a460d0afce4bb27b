package dev.runnel.model;

import java.util.Objects;
import java.util.Optional;

/**
 * What one call of a model has cost; all zero for one that failed and was made again.
 *
 * @param inputTokens tokens that went in
 * @param outputTokens tokens that came out
 * @param totalTokens both together, as the provider counts
 * @param cachedTokens how many of the input tokens were read from the provider's cache
 * @param reasoningTokens how many of the output tokens were spent on reasoning
 * @param agentName whose call that was; empty outside a run
 * @param modelName the model that answered, as the provider names it
 */
public record RequestUsage(long inputTokens, long outputTokens, long totalTokens, long cachedTokens, long reasoningTokens,
        Optional<String> agentName, Optional<String> modelName) {

    public RequestUsage {
        Objects.requireNonNull(agentName, "agentName");
        Objects.requireNonNull(modelName, "modelName");
    }

    /** The same as a call of this agent, unless it is known already whose it was. */
    RequestUsage of(String agent) {
        return new RequestUsage(inputTokens, outputTokens, totalTokens, cachedTokens, reasoningTokens,
                agentName.or(() -> Optional.of(agent)), modelName);
    }
}
