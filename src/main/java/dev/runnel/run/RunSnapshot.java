package dev.runnel.run;

import dev.runnel.event.RunItem;
import dev.runnel.event.ToolApprovalItem;
import dev.runnel.model.ModelResponse;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.Usage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * All that a run needs to go on from where it has stopped, but for what the application gives anew: agents, tools, options.
 * Immutable, as far as the application's context object is.
 *
 * @param agent the name of the agent in control
 * @param turn the turn that was running, or has ended last
 * @param maxTurns the most turns; empty for no limit
 * @param input what the run began with
 * @param conversation what the model reads before all that the run makes: the input, and with a session what that has
 * @param folded how many of the new items, from the first on, are in the conversation already, since a handoff put them
 *        there
 * @param newItems what the completed turns have made
 * @param rawResponses the model's answers in the completed turns
 * @param usage what the model calls have cost
 * @param agentsThatUsedTools the names of those that have
 * @param toolDecisions what was decided of all calls of a tool, by the tool's name
 * @param openTurn the turn that is not complete, where there is one
 * @param pendingInput what the run is to be told before its next model call
 * @param keptElsewhere what of the conversation is kept elsewhere
 * @param guardrailResults what the guardrails have found until then
 * @param context the application's own object
 */
record RunSnapshot(String agent, int turn, OptionalInt maxTurns, List<ResponseItem> input,
        List<ResponseItem> conversation, int folded, List<RunItem> newItems, List<ModelResponse> rawResponses, Usage usage,
        Set<String> agentsThatUsedTools, Map<String, Decision> toolDecisions, Optional<OpenTurn> openTurn,
        List<ResponseItem> pendingInput, KeptElsewhere keptElsewhere, GuardrailResults guardrailResults,
        Optional<Object> context) {

    RunSnapshot {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(maxTurns, "maxTurns");
        input = List.copyOf(input);
        conversation = List.copyOf(conversation);
        newItems = List.copyOf(newItems);
        rawResponses = List.copyOf(rawResponses);
        Objects.requireNonNull(usage, "usage");
        agentsThatUsedTools = Collections.unmodifiableSet(new TreeSet<>(agentsThatUsedTools));
        toolDecisions = Collections.unmodifiableMap(new LinkedHashMap<>(toolDecisions));
        Objects.requireNonNull(openTurn, "openTurn");
        pendingInput = List.copyOf(pendingInput);
        Objects.requireNonNull(keptElsewhere, "keptElsewhere");
        Objects.requireNonNull(guardrailResults, "guardrailResults");
        Objects.requireNonNull(context, "context");
    }

    /** What waits for a person; nothing where the run was only stopped. */
    List<ToolApprovalItem> interruptions() {
        return openTurn.map(OpenTurn::interruptions).orElse(List.of());
    }

    /** The same point, with what was decided and said since. */
    RunSnapshot with(Map<String, Decision> ofTools, Optional<OpenTurn> turn, List<ResponseItem> said) {
        return new RunSnapshot(agent, this.turn, maxTurns, input, conversation, folded, newItems, rawResponses, usage,
                agentsThatUsedTools, ofTools, turn, said, keptElsewhere, guardrailResults,
                context);
    }

    /** The same point, its usage counted elsewhere. */
    RunSnapshot withoutUsage() {
        return new RunSnapshot(agent, turn, maxTurns, input, conversation, folded, newItems, rawResponses, Usage.NONE,
                agentsThatUsedTools, toolDecisions, openTurn, pendingInput, keptElsewhere, guardrailResults,
                context);
    }

    RunSnapshot withContext(Optional<Object> other) {
        return new RunSnapshot(agent, turn, maxTurns, input, conversation, folded, newItems, rawResponses, usage,
                agentsThatUsedTools, toolDecisions, openTurn, pendingInput, keptElsewhere, guardrailResults,
                other);
    }
}
