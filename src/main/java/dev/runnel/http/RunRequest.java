package dev.runnel.http;

import dev.runnel.model.JsonText;
import dev.runnel.model.ResponseItem;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a request for a run asks for.
 *
 * @param agent the name of the agent
 * @param input the conversation so far, at least one item; none where a run is resumed
 * @param maxTurns the most turns, at least 1; empty for the configured number
 * @param maxRunTime the longest time of the run; empty for the configured one
 * @param rawEvents whether the model's own events are wanted
 * @param sessionId the session that the run belongs to
 * @param previousResponseId the provider's response that it continues
 * @param conversationId the provider's conversation that it belongs to; of these three at most one is there
 * @param resume what of a run that was interrupted goes on; empty for a new run
 * @param context for the application's {@link RunContextFactory}; empty where the field is absent
 */
record RunRequest(String agent, List<ResponseItem> input, OptionalInt maxTurns, Optional<Duration> maxRunTime,
        boolean rawEvents, Optional<String> sessionId, Optional<String> previousResponseId,
        Optional<String> conversationId, Optional<ResumeRequest> resume, Optional<JsonText> context) {

    RunRequest {
        Objects.requireNonNull(agent, "agent");
        input = List.copyOf(input);
        Objects.requireNonNull(maxTurns, "maxTurns");
        Objects.requireNonNull(maxRunTime, "maxRunTime");
        Objects.requireNonNull(sessionId, "sessionId");
        Objects.requireNonNull(previousResponseId, "previousResponseId");
        Objects.requireNonNull(conversationId, "conversationId");
        Objects.requireNonNull(resume, "resume");
        Objects.requireNonNull(context, "context");
    }

    /** The same, as a part of this session; empty for none. */
    RunRequest inSession(Optional<String> id) {
        return new RunRequest(agent, input, maxTurns, maxRunTime, rawEvents, id, previousResponseId, conversationId, resume,
                context);
    }
}
