package dev.runnel.run;

import dev.runnel.event.HandoffOutputItem;
import dev.runnel.event.McpApprovalResponseItem;
import dev.runnel.event.RunItem;
import dev.runnel.event.ToolCallOutputItem;
import dev.runnel.model.ModelResponse;
import dev.runnel.model.ResponseItem;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What of a run's conversation the provider keeps on its side, so that only the rest is sent: after the response that the
 * next call continues, or in a conversation that every call belongs to. Used on the run's context only.
 */
final class ServerConversation {

    private final Transcript transcript;
    private final Optional<String> conversationId;
    private final boolean chained;
    private Optional<String> previousResponseId;
    private int sent;

    ServerConversation(Transcript transcript, RunOptions options) {
        this.transcript = transcript;
        this.conversationId = options.conversationId();
        this.previousResponseId = options.previousResponseId();
        this.chained = options.autoPreviousResponseId() || previousResponseId.isPresent();
        this.sent = transcript.keptElsewhere().sent();
    }

    /** The conversation of the provider's that the next call belongs to. */
    Optional<String> conversationId() {
        return conversationId;
    }

    /** The response that the next call continues. */
    Optional<String> previousResponseId() {
        return previousResponseId;
    }

    /** The part of the conversation that the provider has not, for the next call. */
    List<ResponseItem> unsent() {
        List<ResponseItem> history = transcript.history();
        return history.subList(sent, history.size());
    }

    /** A turn is complete, and in the transcript: the provider knows its own response, but not what the calls gave. */
    void answered(ModelResponse response, List<RunItem> turn) {
        if (chained && response.responseId().isPresent()) {
            previousResponseId = response.responseId();
        } else if (conversationId.isEmpty()) {
            return; // there is nothing that the next call could continue
        }
        sent = transcript.history().size() - (int) turn.stream().filter(ServerConversation::isOurs).count();
    }

    /** Whether the provider has what was said, so that it cannot be rewritten here. */
    boolean keepsTheConversation() {
        return chained || conversationId.isPresent();
    }

    /** What the provider has by now, and the session. */
    KeptElsewhere kept(OptionalInt saved) {
        return new KeptElsewhere(saved, conversationId, previousResponseId, chained, sent);
    }

    private static boolean isOurs(RunItem item) {
        return item instanceof ToolCallOutputItem || item instanceof HandoffOutputItem
                || item instanceof McpApprovalResponseItem;
    }
}
