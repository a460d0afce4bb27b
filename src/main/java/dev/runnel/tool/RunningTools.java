package dev.runnel.tool;

import dev.runnel.context.Ongoing;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The calls of tools that go on in this process: those that a run waits for, and those that were cancelled but whose method
 * has not returned yet. Of a tool that returned a {@code Uni} or {@code CompletionStage} nothing is known after that was
 * cancelled. Thread-safe.
 */
public final class RunningTools {

    // of the process and not a bean: tools by hand are made without one
    private static final Ongoing<ToolContext> CALLS = new Ongoing<>();

    private RunningTools() {
    }

    /**
     * A call begins; one and the same may be told twice.
     *
     * @return to be called when it has ended; calling it again is harmless
     */
    public static Runnable begin(ToolContext call) {
        return CALLS.begin(call);
    }

    /** A call that goes on until its method has returned, also after nobody waits for it any longer. */
    static <T> Callable<T> until(ToolContext call, Callable<T> method) {
        return () -> {
            Runnable ended = begin(call);
            try {
                return method.call();
            } finally {
                ended.run();
            }
        };
    }

    /** All calls that go on now, each once, in no order. */
    public static List<ToolContext> now() {
        return CALLS.now().stream().distinct().toList();
    }

    /** Calls back once, from any thread, when none of these goes on any longer; at once, where that is so already. */
    public static void whenEnded(Collection<ToolContext> calls, Runnable then) {
        CALLS.whenNone(calls::contains, then);
    }

    /** Blocks until none goes on, as {@link Ongoing#awaitNone(Duration)} does. */
    public static boolean awaitNone(Duration longest) throws InterruptedException {
        return CALLS.awaitNone(longest);
    }
}
