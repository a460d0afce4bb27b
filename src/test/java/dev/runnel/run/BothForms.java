package dev.runnel.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.event.RunItem;
import dev.runnel.event.StreamEvent;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

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

    /**
     * @param look sees each event of the streamed form
     */
    static BothForms of(Supplier<RunResultStreaming> streamed, Consumer<StreamEvent> look,
            Supplier<Uni<RunResult>> collect) {
        RunResultStreaming result = streamed.get();
        List<StreamEvent> events = new CopyOnWriteArrayList<>();
        Optional<Throwable> failure = failure(result.streamEvents().onItem().invoke(events::add)
                .onItem().invoke(look).collect().last());
        AtomicReference<RunResult> collected = new AtomicReference<>();
        assertSame(failure, failure(collect.get().onItem().invoke(collected::set)));
        BothForms both = new BothForms(List.copyOf(events), result, Optional.ofNullable(collected.get()), failure);
        both.collected.ifPresent(other -> {
            assertThat(types(other.newItems())).as("items of both forms").isEqualTo(types(result.newItems()));
            assertThat(contents(other.newItems())).isEqualTo(contents(result.newItems()));
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

    /** Without the ids that messages of error handlers are given by chance. */
    private static List<String> contents(List<RunItem> items) {
        return items.stream().map(item -> item.rawItem().toString().replaceAll("msg_[0-9a-f]{32}", "msg_")).toList();
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
