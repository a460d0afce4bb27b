package dev.runnel.http;

import dev.runnel.tool.BlockingThreads;
import io.smallrye.mutiny.Uni;

/** A {@link RunContextFactory} that may block, and returns the object itself. */
@FunctionalInterface
public interface BlockingRunContextFactory extends RunContextFactory {

    /**
     * Makes the context object of one run, on a virtual thread (a worker thread before Java 21) with the request's contexts.
     * Interrupted when the client leaves.
     *
     * @return the object, of the application's own type; null for none
     * @throws Exception is answered as {@link RunContextFactory#create} tells
     */
    Object createBlocking(RunContextRequest request) throws Exception;

    @Override
    default Uni<?> create(RunContextRequest request) {
        return BlockingThreads.call(() -> createBlocking(request));
    }
}
