package dev.runnel.model.retry;

import dev.runnel.model.Model;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.ModelRequest;
import io.smallrye.mutiny.Multi;
import java.util.Objects;
import org.jboss.logging.Logger;

/**
 * Asks another model where a call of the first fails before that has begun to answer. A request that refers to a response or
 * a conversation at the first one's provider is nothing that another could answer, and fails.
 */
public final class Fallback implements Model {

    private static final Logger LOG = Logger.getLogger(Fallback.class.getPackageName());

    private final Model first;
    private final Model second;
    private final Runnable abandoned;

    /**
     * @param first who is asked first
     * @param second who is asked where that fails
     * @param abandoned is told where that happens, on the thread of the failure
     */
    public Fallback(Model first, Model second, Runnable abandoned) {
        this.first = Objects.requireNonNull(first, "first");
        this.second = Objects.requireNonNull(second, "second");
        this.abandoned = Objects.requireNonNull(abandoned, "abandoned");
    }

    @Override
    public Multi<ModelEvent> stream(ModelRequest request) {
        return Retries.isStateful(request) ? first.stream(request)
                : Multi.createFrom().deferred(() -> new Call(request).events());
    }

    private final class Call {

        private final ModelRequest request;
        private volatile boolean begun;

        Call(ModelRequest request) {
            this.request = request;
        }

        Multi<ModelEvent> events() {
            return new Prelude(Multi.createFrom().deferred(() -> first.stream(request)))
                    .onItem().invoke(event -> begun = true)
                    .onFailure(failure -> !begun && failure instanceof Exception).recoverWithMulti(this::next);
        }

        private Multi<ModelEvent> next(Throwable failure) {
            LOG.debugf("The next model is asked: %s", failure.getMessage());
            abandoned.run();
            return Multi.createFrom().deferred(() -> second.stream(request))
                    .onFailure().invoke(last -> remember(last, failure));
        }

        private void remember(Throwable last, Throwable failure) {
            if (last != failure) {
                last.addSuppressed(failure);
            }
        }
    }
}
