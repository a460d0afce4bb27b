package dev.runnel.run;

import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolOptions;
import io.smallrye.mutiny.Uni;
import java.util.Map;

/** What happens to a call of a tool, one step around the other, as the Agents SDK orders them. */
final class ToolSteps {

    private final Run run;
    private final Hooks hooks;
    private final ApprovalStep approvals;

    /** @param decisions what was decided of calls of this turn, by call id */
    ToolSteps(Run run, Hooks hooks, Map<String, Decision> decisions) {
        this.run = run;
        this.hooks = hooks;
        this.approvals = new ApprovalStep(decisions, run.transcript().toolDecisions(), run.options().toolErrorFormatter(),
                this::asking);
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
        ToolStep approved = guarded(tool, step);
        return call -> Uni.createFrom().deferred(() -> approvals.of(tool, call, approved));
    }

    /** What comes of a call that a person must approve: a guardrail may answer it before anybody is asked. */
    private ToolStep asking(Tool tool) {
        return run.options().preApprovalToolInputGuardrails() ? guarded(tool, ApprovalStep::ask) : ApprovalStep::ask;
    }

    private ToolStep guarded(Tool tool, ToolStep step) {
        return tool.options().inputGuardrails().isEmpty() ? step
                : new ToolInputGuardrails(tool.options().inputGuardrails(), run.transcript()::add, step);
    }
}
