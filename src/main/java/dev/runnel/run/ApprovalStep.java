package dev.runnel.run;

import dev.runnel.event.OutputValue;
import dev.runnel.event.ToolApprovalItem;
import dev.runnel.model.JsonText;
import dev.runnel.tool.NeedsApproval;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** The first thing that happens to a tool call: it runs, it is answered with somebody's rejection, or it waits. */
final class ApprovalStep {

    private static final Logger LOG = Logger.getLogger(ApprovalStep.class.getPackageName());

    private final Map<String, Decision> ofCalls;
    private final Map<String, Decision> ofTools;
    private final ToolErrorFormatter formatter;
    private final Function<Tool, ToolStep> asking;

    /**
     * @param ofCalls what was decided of calls of this turn, by call id
     * @param ofTools what was decided of all calls of a tool, by {@link Decision#scope}
     * @param formatter finds the words for calls that were rejected without any
     * @param asking what comes of a call of a tool that must wait
     */
    ApprovalStep(Map<String, Decision> ofCalls, Map<String, Decision> ofTools, ToolErrorFormatter formatter,
            Function<Tool, ToolStep> asking) {
        this.formatter = formatter;
        this.asking = asking;
        this.ofCalls = ofCalls;
        this.ofTools = ofTools;
    }

    /**
     * The call's output, or what is said in its place; fails with an {@link Interruption} if the call waits. To be called
     * and subscribed on the call's own context.
     *
     * @param step runs it, there too
     */
    Uni<OutputValue> of(Tool tool, ToolContext call, ToolStep step) {
        Optional<Decision> decided = Decision.of(call.call(), ofCalls, ofTools);
        if (decided.isPresent()) {
            return follow(decided.get(), call, step);
        }
        if (tool.options().needsApproval() == NeedsApproval.NEVER) {
            return step.answer(call);
        }
        if (tool.options().needsApproval() == NeedsApproval.ALWAYS) {
            return asking.apply(tool).answer(call);
        }
        Context own = Vertx.currentContext();
        return needed(tool, call)
                .emitOn(task -> own.runOnContext(there -> task.run()))
                .flatMap(needed -> (needed ? asking.apply(tool) : step).answer(call));
    }

    /** The call waits. */
    static Uni<OutputValue> ask(ToolContext call) {
        return Uni.createFrom().failure(Interruption.of(new ToolApprovalItem(call.agent(), call.call())));
    }

    private Uni<OutputValue> follow(Decision decision, ToolContext call, ToolStep step) {
        if (decision.approved()) {
            return step.answer(call);
        }
        return decision.message().map(words -> Uni.createFrom().item(words))
                .orElseGet(() -> formatter.words(
                        new ToolErrorFormatter.Args(ToolErrorKind.APPROVAL_REJECTED, call, Decision.NOT_APPROVED)))
                .map(OutputValue::of);
    }

    /** In case of doubt a person is asked: the rule cannot judge what it cannot read, and one that fails has not judged. */
    private static Uni<Boolean> needed(Tool tool, ToolContext call) {
        return arguments(call)
                .map(arguments -> Uni.createFrom().deferred(() -> tool.options().needsApproval().needed(call, arguments))
                        .onItem().ifNull().continueWith(true)
                        .onFailure().recoverWithItem(failure -> {
                            LOG.warnf(failure, "Run %s: the rule that tells which calls of the tool %s need approval failed;"
                                    + " this one is taken to need it", call.run().runId(), tool.name());
                            return true;
                        }))
                .orElseGet(() -> Uni.createFrom().item(true));
    }

    private static Optional<JsonText> arguments(ToolContext call) {
        String arguments = call.call().arguments();
        try {
            return Optional.of(JsonText.object((arguments.isBlank() ? "{}" : arguments).getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
