package dev.runnel.run;

import dev.runnel.event.OutputValue;
import dev.runnel.tool.TimeoutBehavior;
import dev.runnel.tool.ToolContext;
import dev.runnel.tool.ToolTimeout;
import dev.runnel.tool.ToolTimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/** Cancels a call that takes too long, and says so to the model or the run's caller. */
final class TimeLimit implements ToolStep {

    /** Calls back once that time is over. */
    @FunctionalInterface
    interface Timer {

        /** @return forgets the task */
        Runnable after(long milliseconds, Runnable task);
    }

    private final String toolName;
    private final ToolTimeout timeout;
    private final Timer timer;
    private final ToolStep step;

    TimeLimit(String toolName, ToolTimeout timeout, Timer timer, ToolStep step) {
        this.toolName = toolName;
        this.timeout = timeout;
        this.timer = timer;
        this.step = step;
    }

    @Override
    public Uni<OutputValue> answer(ToolContext call) {
        Uni<OutputValue> limited = Uni.createFrom().emitter(answer -> {
            CallContext context = CallContext.current();
            Runnable forget = timer.after(timeout.limit().toMillis(), () -> context.execute(
                    () -> answer.fail(new ToolTimeoutException(toolName, timeout.limit()))));
            Cancellable running = step.answer(call).subscribe().with(answer::complete, answer::fail);
            answer.onTermination(() -> {
                forget.run();
                running.cancel();
            });
        });
        return timeout.behavior() == TimeoutBehavior.RAISE_EXCEPTION ? limited
                : limited.onFailure(this::isOwn).recoverWithUni(late -> timeout.errorFunction().text(call, late)
                        .onItem().ifNull().continueWith("").map(OutputValue::of));
    }

    /** Not that of a run within the tool. */
    private boolean isOwn(Throwable failure) {
        return failure instanceof ToolTimeoutException late && late.toolName().equals(toolName)
                && late.timeout().equals(timeout.limit());
    }
}
