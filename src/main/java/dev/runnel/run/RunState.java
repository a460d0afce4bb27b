package dev.runnel.run;

import dev.runnel.agent.UserException;
import dev.runnel.event.ToolApprovalItem;
import dev.runnel.model.JsonText;
import dev.runnel.model.Message;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a run has stopped, and what was decided since: it is resumed by {@link Runner#runStreamed(dev.runnel.agent.Agent,
 * RunState, RunOptions)}, also in another process. {@link RunResultStreaming#toState()} gives it. Not thread-safe.
 * <p>
 * It holds the conversation, the outputs of the tools that have run, the calls that wait, what guardrails have found, and
 * the application's context object; neither agents nor tools nor options. Its JSON is neither signed nor encrypted: who can
 * change it can have any tool called with any arguments. It can be resumed once, so that no tool runs twice; who keeps its
 * JSON must throw it away when it is resumed.
 */
public final class RunState {

    private final RunSnapshot stopped;
    private final Map<String, RunState> nested = new LinkedHashMap<>();
    private final Map<String, Decision> ofCalls;
    private final Map<String, Decision> ofTools;
    private final List<ResponseItem> pendingInput;
    private boolean resumed;

    RunState(RunSnapshot stopped) {
        this.stopped = stopped;
        stopped.openTurn().ifPresent(turn -> turn.nested().forEach((id, state) -> nested.put(id, state.copy())));
        this.ofCalls = new LinkedHashMap<>(stopped.openTurn().map(OpenTurn::decisions).orElse(Map.of()));
        this.ofTools = new LinkedHashMap<>(stopped.toolDecisions());
        this.pendingInput = new ArrayList<>(stopped.pendingInput());
    }

    /**
     * The state that {@link #toJson()} wrote, without a context object.
     *
     * @throws UserException if it is no such JSON, was changed, or is of a newer version of Runnel
     */
    public static RunState fromJson(JsonText json) {
        return new RunState(RunStateReader.read(json, Optional.empty()));
    }

    /**
     * The state that {@link #toJson(ContextCodec)} wrote.
     *
     * @throws UserException if it is no such JSON, was changed, or is of a newer version of Runnel
     */
    public static RunState fromJson(JsonText json, ContextCodec codec) {
        return new RunState(RunStateReader.read(json, Optional.of(codec)));
    }

    /** The state as JSON, without the context object: {@link RunOptions#context()} gives it anew. */
    public JsonText toJson() {
        return RunStateWriter.write(snapshot(), Optional.empty());
    }

    /** The state as JSON, with the context object where the run has one. */
    public JsonText toJson(ContextCodec codec) {
        return RunStateWriter.write(snapshot(), Optional.of(codec));
    }

    /** The name of the agent in control. */
    public String agent() {
        return stopped.agent();
    }

    /** The turn that has ended last, or was interrupted. */
    public int turn() {
        return stopped.turn();
    }

    /** What the model calls have cost so far. */
    public Usage usage() {
        return stopped.usage();
    }

    /** The calls that wait, decided or not, in the order in which the model made them; none where the run was cancelled. */
    public List<ToolApprovalItem> interruptions() {
        return stopped.interruptions();
    }

    /**
     * The tool may run.
     *
     * @throws IllegalArgumentException if this call does not wait here
     */
    public void approve(ToolApprovalItem item) {
        decide(item, Decision.APPROVED, false);
    }

    /** As {@link #approve}, and so may all later calls of a tool of this name in this run. */
    public void approveAlways(ToolApprovalItem item) {
        decide(item, Decision.APPROVED, true);
    }

    /**
     * The tool does not run; the model is told that it was not approved.
     *
     * @throws IllegalArgumentException if this call does not wait here
     */
    public void reject(ToolApprovalItem item) {
        decide(item, Decision.REJECTED, false);
    }

    /** As {@link #reject(ToolApprovalItem)}; the model is told these words. */
    public void reject(ToolApprovalItem item, String message) {
        decide(item, Decision.rejected(message), false);
    }

    /**
     * As {@link #reject(ToolApprovalItem)}, and so are all later calls of a tool of this name, also those that need none.
     */
    public void rejectAlways(ToolApprovalItem item) {
        decide(item, Decision.REJECTED, true);
    }

    /** As {@link #rejectAlways(ToolApprovalItem)}; the model is told these words. */
    public void rejectAlways(ToolApprovalItem item, String message) {
        decide(item, Decision.rejected(message), true);
    }

    /** A user's message that the model shall see when it is called next, behind the outputs of the calls that waited. */
    public void addInput(String text) {
        addInput(List.of(Message.user(text)));
    }

    /** Items that the model shall see when it is called next, behind the outputs of the calls that waited. */
    public void addInput(List<ResponseItem> items) {
        pendingInput.addAll(items);
    }

    /** What was added and the model has not seen. */
    public List<ResponseItem> pendingInput() {
        return List.copyOf(pendingInput);
    }

    /** Takes back what was added. */
    public void clearPendingInput() {
        pendingInput.clear();
    }

    @Override
    public String toString() {
        return "RunState[agent " + agent() + ", turn " + turn() + ", " + interruptions().size() + " interruptions]";
    }

    /** Whether it has stopped in the middle of a turn. */
    boolean isInTurn() {
        return stopped.openTurn().isPresent();
    }

    RunState copy() {
        return new RunState(snapshot());
    }

    /**
     * What the resumed run begins with.
     *
     * @throws UserException if it was taken already
     */
    RunSnapshot resume() {
        if (resumed) {
            throw new UserException("This RunState was resumed already, and its tool calls must not be made twice; the run"
                    + " that it was resumed with has a state of its own if it was interrupted");
        }
        resumed = true;
        return snapshot();
    }

    private RunSnapshot snapshot() {
        Map<String, RunState> copies = new LinkedHashMap<>();
        nested.forEach((id, state) -> copies.put(id, state.copy()));
        return stopped.with(ofTools, stopped.openTurn().map(turn -> turn.with(ofCalls, copies)), pendingInput);
    }

    private void decide(ToolApprovalItem item, Decision decision, boolean always) {
        if (!decided(item, decision, always)) {
            throw new IllegalArgumentException("The call " + item.callId() + " of the tool " + item.toolName()
                    + " does not wait here; those that do are " + interruptions().stream()
                            .map(waiting -> waiting.callId() + " of " + waiting.toolName()).toList());
        }
    }

    private boolean decided(ToolApprovalItem item, Decision decision, boolean always) {
        boolean here = stopped.openTurn().map(turn -> turn.waiting().get(item.callId()))
                .filter(waiting -> waiting.agent().equals(item.agent())
                        && Fingerprint.of(waiting.rawItem()).equals(Fingerprint.of(item.rawItem())))
                .isPresent();
        if (!here) {
            return nested.values().stream().anyMatch(state -> state.decided(item, decision, always));
        }
        ofCalls.put(item.callId(), decision);
        if (always) {
            ofTools.put(Decision.scope(item.rawItem()), decision);
        }
        return true;
    }
}
