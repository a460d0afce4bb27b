package dev.runnel.model.retry;

import dev.runnel.model.Model;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.ModelRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jboss.logging.Logger;

/**
 * Makes a call of a model again that failed before the model had begun to answer, as the settings of the request say. What
 * the failed attempts had sent until then is never seen.
 */
public final class Retrying implements Model {

    private static final Logger LOG = Logger.getLogger(Retrying.class.getPackageName());

    private final Model model;
    private final Timer timer;
    private final DoubleSupplier chance;
    private final Runnable abandoned;

    /**
     * @param model whose calls shall be made again
     * @param timer what the waits are measured with
     * @param chance random numbers from 0 to below 1
     * @param abandoned is told of each attempt that is given up for another, on the thread of its failure
     */
    public Retrying(Model model, Timer timer, DoubleSupplier chance, Runnable abandoned) {
        this.model = Objects.requireNonNull(model, "model");
        this.timer = Objects.requireNonNull(timer, "timer");
        this.chance = Objects.requireNonNull(chance, "chance");
        this.abandoned = Objects.requireNonNull(abandoned, "abandoned");
    }

    @Override
    public Multi<ModelEvent> stream(ModelRequest request) {
        return Multi.createFrom().deferred(() -> new Call(request).events());
    }

    private final class Call {

        private final ModelRequest request;
        private final Retries retries;
        private volatile boolean begun;

        Call(ModelRequest request) {
            this.request = request;
            this.retries = new Retries(request, chance);
        }

        Multi<ModelEvent> events() {
            return new Prelude(Multi.createFrom().deferred(() -> model.stream(request)))
                    .onItem().invoke(event -> begun = true)
                    .onFailure(failure -> !begun)
                    .retry().when(failures -> failures.onItem().transformToUniAndConcatenate(this::next));
        }

        private Uni<Duration> next(Throwable failure) {
            return retries.after(failure).flatMap(delay -> next(failure, delay.filter(timer::hasMoreThan)));
        }

        private Uni<Duration> next(Throwable failure, Optional<Duration> delay) {
            if (delay.isEmpty()) {
                return Uni.createFrom().failure(failure);
            }
            LOG.debugf("The model is called again in %d ms: %s", delay.get().toMillis(), failure.getMessage());
            abandoned.run();
            return Uni.createFrom().emitter(waiting -> waiting.onTermination(
                    timer.after(delay.get(), () -> waiting.complete(delay.get()))));
        }
    }
}
