package dev.runnel.run;

import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolOptions;
import io.smallrye.mutiny.Uni;

/** What happens to a call of a tool, one step around the other, as the Agents SDK orders them. */
final class ToolSteps {

    private final Run run;
    private final Hooks hooks;
    private final ApprovalStep approvals;

    ToolSteps(Run run, Hooks hooks, ApprovalStep approvals) {
        this.run = run;
        this.hooks = hooks;
        this.approvals = approvals;
    }

    /** To be read from the bottom: what comes last here happens first. */
    ToolStep of(Tool tool) {
        ToolOptions options = tool.options();
        ToolStep step = new Invocation(tool);
        step = new FailureText(tool.name(), options.failureErrorFunction(), step);
        if (options.timeout().isPresent()) {
            step = new TimeLimit(tool.name(), options.timeout().get(), run.mailbox()::after, step);
        }
        if (!options.outputGuardrails().isEmpty()) {
            step = new ToolOutputGuardrails(options.outputGuardrails(), run.transcript()::add, step);
        }
        step = new RaisedFailure(tool.name(), step);
        step = new HookedCall(tool, hooks, step); // a call that a guardrail rejects before it starts has none
        if (!options.inputGuardrails().isEmpty()) {
            step = new ToolInputGuardrails(options.inputGuardrails(), run.transcript()::add, step);
        }
        ToolStep approved = step;
        return call -> Uni.createFrom().deferred(() -> approvals.of(tool, call, () -> approved.answer(call)));
    }
}
