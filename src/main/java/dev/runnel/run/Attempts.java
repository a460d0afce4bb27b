package dev.runnel.run;

import dev.runnel.model.Model;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.Usage;
import dev.runnel.model.retry.Fallback;
import dev.runnel.model.retry.Retrying;
import dev.runnel.model.retry.TimeLimited;
import dev.runnel.model.retry.Timer;
import io.smallrye.mutiny.Multi;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Puts around the models of a turn what its settings ask for: each attempt has its limit of time, what failed is made again,
 * and then the next model is asked. Each attempt that is given up for another counts as a request. The time is the run's.
 */
final class Attempts implements Timer {

    private final Run run;

    Attempts(Run run) {
        this.run = run;
    }

    /**
     * What a request is answered with.
     *
     * @param models who is asked, and if that fails, who next
     */
    Multi<ModelEvent> call(List<Models.Choice> models, ModelRequest request) {
        Model all = model(models.get(0), request);
        for (Models.Choice next : models.subList(1, models.size())) {
            all = new Fallback(all, model(next, request), this::abandoned);
        }
        return all.stream(request);
    }

    private Model model(Models.Choice choice, ModelRequest request) {
        Model named = asked -> choice.model().stream(asked.withModel(choice.name()));
        Model limited = request.settings().timeout().isPresent() ? new TimeLimited(named, this) : named;
        return request.settings().retry().isPresent() || request.conversationId().isPresent()
                ? new Retrying(limited, this, () -> ThreadLocalRandom.current().nextDouble(), this::abandoned)
                : limited;
    }

    private void abandoned() {
        run.transcript().context().add(Usage.FAILED_REQUEST.of(run.transcript().agent().name()));
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        return run.mailbox().after(Math.max(1, delay.toMillis()), task);
    }

    @Override
    public boolean hasMoreThan(Duration time) {
        return run.hasMoreThan(time);
    }
}
