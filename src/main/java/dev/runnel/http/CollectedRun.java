package dev.runnel.http;

import dev.runnel.event.RunError;
import dev.runnel.event.RunItem;
import dev.runnel.event.RunStatus;
import dev.runnel.event.RunUpdatedStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.event.StreamEventCodec;
import dev.runnel.model.JsonText;
import dev.runnel.sse.ByteBuilder;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Supplier;

/** A run as one answer: its result, or a problem that tells why it has none. */
final class CollectedRun {

    private CollectedRun() {
    }

    /**
     * The answer, once the run has ended; without a result, it fails with a {@link ProblemException}. To subscribe is to
     * run; to cancel is to cancel the run.
     *
     * @param newItems what the run has made, asked for when it has ended
     */
    static Uni<String> answer(Multi<StreamEvent> events, Supplier<List<RunItem>> newItems) {
        return events.onFailure().recoverWithCompletion() // the terminal event came before it, and tells of it
                .select().where(RunUpdatedStreamEvent.class::isInstance)
                .collect().last()
                .map(end -> answer((RunUpdatedStreamEvent) end, newItems));
    }

    private static String answer(RunUpdatedStreamEvent end, Supplier<List<RunItem>> newItems) {
        if (end.status() == RunStatus.CANCELLED) {
            throw OpenRuns.later(Problem.of(503, "The run was cancelled, because the server is being stopped; "
                    + "try again in a moment").with("run_id", end.runId()));
        }
        if (end.status() == RunStatus.FAILED) {
            RunError error = end.error().orElseThrow();
            throw Problem.of(status(error.type()), error.message()).with("run_id", end.runId())
                    .with("error", JsonText.object(StreamEventCodec.encode(error))).exception();
        }
        ByteBuilder json = new ByteBuilder();
        StreamEventCodec.writeResult(end, newItems.get(), json);
        return json.toString();
    }

    private static int status(String errorType) {
        return switch (errorType) {
            case "model_http", "model_behavior", "model_connection", "model_refusal" -> 502;
            case "model_timeout", "deadline_exceeded", "tool_timeout" -> 504;
            case "max_turns_exceeded", "input_guardrail_tripwire_triggered", "output_guardrail_tripwire_triggered",
                    "tool_input_guardrail_tripwire_triggered", "tool_output_guardrail_tripwire_triggered" -> 422;
            default -> 500;
        };
    }
}
