package dev.runnel.run;

import dev.runnel.agent.ToolResult;
import dev.runnel.agent.ToolUseBehavior;
import dev.runnel.context.RunContext;
import dev.runnel.event.AgentRef;
import dev.runnel.event.HandoffCallItem;
import dev.runnel.event.OutputValue;
import dev.runnel.event.RunItem;
import dev.runnel.event.ToolCallItem;
import dev.runnel.model.FunctionCall;
import dev.runnel.model.McpApprovalRequest;
import dev.runnel.model.Message;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.ModelRefusalException;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.ToolInvocation;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The model's answer in one turn, sorted by what it asks for. Immutable. */
final class Answer {

    private final Toolbox toolbox;
    private final List<RunItem> items;
    private final List<FunctionCall> toolCalls = new ArrayList<>();
    private final List<FunctionCall> handoffCalls = new ArrayList<>();
    private final List<McpApprovalRequest> approvalRequests = new ArrayList<>();
    private final Optional<Message> lastMessage;
    private final boolean hostedCalls;

    Answer(List<ResponseItem> output, AgentRef agent, Toolbox toolbox) {
        this.toolbox = toolbox;
        items = output.stream().map(item -> RunItems.of(item, agent, toolbox)).toList();
        Message last = null;
        boolean hosted = false;
        for (ResponseItem item : output) {
            if (item instanceof FunctionCall call) {
                (toolbox.handoff(call.name()).isPresent() ? handoffCalls : toolCalls).add(call);
            } else if (item instanceof McpApprovalRequest request) {
                approvalRequests.add(request);
            } else if (item instanceof Message message) {
                last = message;
            } else {
                hosted |= item.type().endsWith("_call");
            }
        }
        lastMessage = Optional.ofNullable(last);
        hostedCalls = hosted;
    }

    List<FunctionCall> toolCalls() {
        return toolCalls;
    }

    List<FunctionCall> handoffCalls() {
        return handoffCalls;
    }

    /** What the provider wants consent for. */
    List<McpApprovalRequest> approvalRequests() {
        return approvalRequests;
    }

    /** The items of the turn: the model's in its order, then what calls and requests are answered with, in their order. */
    List<RunItem> withOutputs(List<ToolResult> results, Map<String, ? extends RunItem> consents,
            Map<String, RunItem> handoffOutputs) {
        Map<String, RunItem> outputs = new HashMap<>(handoffOutputs);
        outputs.putAll(consents);
        results.forEach(result -> outputs.put(result.item().callId(), result.item()));
        List<RunItem> all = new ArrayList<>(items);
        for (RunItem item : items) {
            if (item.rawItem() instanceof ToolInvocation call) {
                all.add(outputs.get(call.callId()));
            }
        }
        return all;
    }

    /** The items of a turn that is not complete: the model's, the outputs that there are, and what waits for a person. */
    List<RunItem> soFar(OpenTurn turn) {
        List<RunItem> all = new ArrayList<>(items);
        all.addAll(turn.outputs().values());
        all.addAll(turn.consents().values());
        all.addAll(turn.interruptions());
        return all;
    }

    /** Whether the model has called something: a tool, also one of the provider's own, or another agent. */
    boolean usesTools() {
        return items.stream().anyMatch(item -> item instanceof ToolCallItem || item instanceof HandoffCallItem);
    }

    /** Whether the model has neither asked for anything nor said a word. */
    boolean saysNothing() {
        return toolCalls.isEmpty() && handoffCalls.isEmpty() && approvalRequests.isEmpty()
                && lastMessage.map(message -> message.text().isEmpty()).orElse(!hostedCalls);
    }

    /**
     * What the run gives, if this answer ends it. Fails with a {@link ModelRefusalException} if the model will not answer,
     * and with a {@link ModelBehaviorException} if what it said does not have the form that it shall have.
     */
    Uni<Optional<OutputValue>> finalOutput(RunContext run, List<ToolResult> results, ToolUseBehavior behavior,
            FinalOutput form) {
        if (results.isEmpty()) {
            return Uni.createFrom().item(() -> approvalRequests.isEmpty() ? said(form) : Optional.empty());
        }
        List<ToolResult> ofTools = results.stream().filter(result -> toolbox.tool(result.toolName()).isPresent()).toList();
        return ofTools.isEmpty() ? Uni.createFrom().item(Optional.empty()) // the model called what there is not, and knows
                : behavior.finalOutput(run, ofTools).map(decided -> decided.map(form::ofTool));
    }

    private Optional<OutputValue> said(FinalOutput form) {
        if (lastMessage.isEmpty()) {
            // the provider's own tools have worked, and the model has not spoken yet; or it had nothing to say at all
            return hostedCalls || !form.isText() ? Optional.empty() : Optional.of(OutputValue.of(""));
        }
        Optional<String> refusal = lastMessage.get().refusal();
        if (refusal.isPresent()) {
            throw new ModelRefusalException(refusal.get()); // what it said before that is no answer
        }
        String text = lastMessage.get().text();
        return text.isEmpty() && !form.isText() ? Optional.empty() : Optional.of(form.of(text));
    }
}
