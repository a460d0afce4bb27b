package dev.runnel.model.scripted;

import dev.runnel.model.Model;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.ResponseItem;
import io.smallrye.mutiny.Multi;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/**
 * A model for tests: plays one scripted turn per call, in order, and records what it was asked. Thread-safe.
 *
 * <pre>{@code
 * ScriptedModel model = new ScriptedModel()
 *         .answer(functionCall("c1", "how_many_jokes", "{}"))
 *         .answer(message("Here they are"));
 * Agent agent = Agent.named("Joker").model(model).tools(JokeTools.class).build();
 * }</pre>
 */
public final class ScriptedModel implements Model {

    private final Queue<ScriptedTurn> turns = new ArrayDeque<>();
    private final List<ScriptedCall> calls = new ArrayList<>();

    /** The next call is answered with these items. */
    public ScriptedModel answer(ResponseItem... items) {
        return turns(ScriptedTurn.answer(items));
    }

    /** The next calls are answered with these turns. */
    public synchronized ScriptedModel turns(ScriptedTurn... next) {
        turns.addAll(Arrays.asList(next));
        return this;
    }

    /** The calls that were made, in order. */
    public synchronized List<ScriptedCall> calls() {
        return List.copyOf(calls);
    }

    /** What the model was asked, in order. */
    public List<ModelRequest> requests() {
        return calls().stream().map(ScriptedCall::request).toList();
    }

    @Override
    public Multi<ModelEvent> stream(ModelRequest request) {
        return Multi.createFrom().deferred(() -> {
            ScriptedCall call = new ScriptedCall(request);
            return next(call).onCancellation().invoke(call::cancel);
        });
    }

    private synchronized Multi<ModelEvent> next(ScriptedCall call) {
        calls.add(call);
        ScriptedTurn turn = turns.poll();
        return turn == null
                ? Multi.createFrom().failure(new IllegalStateException(
                        "The scripted model was called " + calls.size() + " times, and has no turn for that"))
                : turn.play(calls.size() - 1);
    }
}
