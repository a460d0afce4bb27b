package dev.runnel.tool;

import dev.runnel.event.OutputValue;
import dev.runnel.model.JsonText;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.invoke.Invoker;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Calls the method of a bean as a tool, on the thread that the build decided. Arguments are bound and the output is written
 * on that thread too. What the method throws is the failure, unwrapped. A cancelled call that has not begun never does; one
 * that runs on a virtual or worker thread is interrupted; of one that returned a {@code Uni} or {@code CompletionStage},
 * that is cancelled.
 */
final class MethodTool implements ToolHandler {

    private final Invoker<?, ?> invoker;
    private final ToolArguments parameters;
    private final ToolOutput output;
    private final ToolThread thread;

    MethodTool(Invoker<?, ?> invoker, ToolArguments parameters, ToolOutput output, ToolThread thread) {
        this.invoker = invoker;
        this.parameters = parameters;
        this.output = output;
        this.thread = thread;
    }

    @Override
    public Uni<OutputValue> call(ToolContext context, JsonText arguments) {
        return thread == ToolThread.EVENT_LOOP
                ? Uni.createFrom().deferred(() -> invokeHere(context, arguments))
                : BlockingThreads.call(RunningTools.until(context, () -> invoke(context, arguments)))
                        .flatMap(Function.identity());
    }

    private Uni<OutputValue> invokeHere(ToolContext context, JsonText arguments) {
        try {
            return invoke(context, arguments);
        } catch (Throwable e) {
            return Uni.createFrom().failure(e); // checked exceptions and errors of the tool too, as from the other threads
        }
    }

    private Uni<OutputValue> invoke(ToolContext context, JsonText arguments) throws Exception {
        Object result = invoker.invoke(null, parameters.bind(context, arguments));
        if (result instanceof Uni<?> uni) {
            return uni.map(output::of);
        }
        if (result instanceof CompletionStage<?> stage) {
            return Uni.createFrom().completionStage(stage)
                    .onFailure(CompletionException.class).transform(MethodTool::unwrapped)
                    .map(output::of);
        }
        return Uni.createFrom().item(output.of(result));
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure.getCause() == null ? failure : failure.getCause();
    }
}
