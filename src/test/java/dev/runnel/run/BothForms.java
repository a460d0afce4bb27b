package dev.runnel.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.event.RunItem;
import dev.runnel.event.StreamEvent;
import dev.runnel.model.scripted.ScriptedModel;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * One scenario in both forms: streamed, then collected, with the same script of the model. Both must make the same items,
 * give the same output, and fail in the same way.
 *
 * @param events those of the streamed form
 * @param result the streamed run
 * @param collected what the collected form gave; empty where it failed
 * @param failure what both failed with; empty where they completed
 */
record BothForms(List<StreamEvent> events, RunResultStreaming result, Optional<RunResult> collected,
        Optional<Throwable> failure) {

    static BothForms run(Runner runner, ScriptedModel model, Agent agent, RunOptions options,
            Consumer<ScriptedModel> script) {
        return run(runner, model, agent, options, script, event -> { });
    }

    /** The same; {@code look} sees each event of the streamed form. */
    static BothForms run(Runner runner, ScriptedModel model, Agent agent, RunOptions options,
            Consumer<ScriptedModel> script, Consumer<StreamEvent> look) {
        script.accept(model);
        RunResultStreaming result = runner.runStreamed(agent, "hi", options);
        List<StreamEvent> events = new CopyOnWriteArrayList<>();
        Optional<Throwable> failure = failure(result.streamEvents().onItem().invoke(events::add)
                .onItem().invoke(look).collect().last());
        script.accept(model);
        AtomicReference<RunResult> collected = new AtomicReference<>();
        assertSame(failure, failure(runner.run(agent, "hi", options).onItem().invoke(collected::set)));
        BothForms both = new BothForms(List.copyOf(events), result, Optional.ofNullable(collected.get()), failure);
        both.collected.ifPresent(other -> {
            assertThat(types(other.newItems())).as("items of both forms").isEqualTo(types(result.newItems()));
            assertThat(other.newItems()).extracting(RunItem::rawItem)
                    .isEqualTo(result.newItems().stream().map(RunItem::rawItem).toList());
            assertThat(other.finalOutput()).isEqualTo(result.finalOutput());
            assertThat(other.usage()).isEqualTo(result.usage());
        });
        return both;
    }

    /** The events of the streamed form as lines. */
    String trace() {
        return Trace.of(events);
    }

    /** Those lines, without the model's own events. */
    String items() {
        return Trace.of(events.stream().filter(event -> !Trace.line(event).startsWith("RAW")).toList());
    }

    <T extends Throwable> T failure(Class<T> type) {
        assertThat(failure).containsInstanceOf(type);
        return type.cast(failure.orElseThrow());
    }

    private static List<String> types(List<RunItem> items) {
        return items.stream().map(RunItem::type).toList();
    }

    private static Optional<Throwable> failure(Uni<?> end) {
        return end.map(item -> Optional.<Throwable> empty()).onFailure().recoverWithItem(Optional::of)
                .await().atMost(RunnerFixture.LIMIT);
    }

    private static void assertSame(Optional<Throwable> streamed, Optional<Throwable> collected) {
        assertThat(collected.map(BothForms::told)).isEqualTo(streamed.map(BothForms::told));
    }

    private static String told(Throwable failure) {
        return failure.getClass().getName() + ": " + failure.getMessage();
    }
}
