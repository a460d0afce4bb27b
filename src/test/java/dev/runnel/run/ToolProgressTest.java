package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.event.OutputValue;
import dev.runnel.event.RunItemEventName;
import dev.runnel.event.RunItemStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.event.ToolProgressStreamEvent;
import dev.runnel.model.JsonText;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What tools report while they run. */
class ToolProgressTest extends RunnerFixture {

    @Test
    void aReportLeavesAtOnceFromWhateverThread() {
        CountDownLatch read = new CountDownLatch(2);
        Tool foo = Tool.named("foo").blocking((call, arguments) -> {
            call.progress("begun");
            CompletableFuture.runAsync(() -> call.progress(JsonText.of("{\"percent\":50}")));
            return read.await(10, TimeUnit.SECONDS) ? "foo-ok" : "nobody has read that";
        });
        script();
        RunResultStreaming result = runner.runStreamed(a().tools(foo).build(), "hi");
        AssertSubscriber<StreamEvent> subscriber = subscribed(result, event -> {
            if (event instanceof ToolProgressStreamEvent) {
                read.countDown();
            }
        });

        assertThat(Trace.of(subscriber.awaitCompletion(LIMIT).getItems())).contains("""
                RAW response.completed #6
                PROGRESS begun
                PROGRESS {"percent":50}
                ITEM tool_output [tool_call_output_item] agent=A call_id=c1 out='foo-ok'
                """);
        ToolProgressStreamEvent first = (ToolProgressStreamEvent) subscriber.getItems().stream()
                .filter(ToolProgressStreamEvent.class::isInstance).findFirst().orElseThrow();
        assertThat(first.callId()).isEqualTo("c1");
        assertThat(first.turn()).isEqualTo(1);
        assertThat(model.requests().get(1).input()).as("the model is not told").noneMatch(
                item -> item.json().toString().contains("begun"));
    }

    @Test
    void aToolDoesNotWaitForASlowReaderWhoGetsTheNewestReports() {
        CompletableFuture<ToolContext> called = new CompletableFuture<>();
        CompletableFuture<OutputValue> output = new CompletableFuture<>();
        Tool foo = Tool.named("foo").handler((call, arguments) -> {
            called.complete(call);
            return Uni.createFrom().completionStage(output);
        });
        script();
        AssertSubscriber<StreamEvent> subscriber = runner.runStreamed(a().tools(foo).build(), "hi").streamEvents()
                .subscribe().withSubscriber(AssertSubscriber.create(10)); // up to the end of the model's answer
        ToolContext call = called.orTimeout(10, TimeUnit.SECONDS).join();

        IntStream.range(0, 10_000).forEach(number -> call.progress("" + number));
        subscriber.request(3).awaitItems(13, LIMIT);
        output.complete(OutputValue.of("foo-ok"));
        subscriber.request(Long.MAX_VALUE).awaitCompletion(LIMIT);

        List<String> reports = subscriber.getItems().stream().map(Trace::line)
                .filter(line -> line.startsWith("PROGRESS")).toList();
        assertThat(reports).containsExactlyElementsOf(IntStream.range(10_000 - CallProgress.MOST_WAITING, 10_000)
                .mapToObj(number -> "PROGRESS " + number).toList());
        assertThat(subscriber.getItems()).extracting(StreamEvent::sequenceNumber)
                .as("what is dropped leaves no gap").startsWith(0L).endsWith(subscriber.getItems().size() - 1L);
        assertThat(Trace.of(subscriber.getItems())).contains("PROGRESS 9999\nITEM tool_output");
    }

    @Test
    void whatIsReportedAfterTheOutputIsDropped() {
        AtomicReference<ToolContext> called = new AtomicReference<>();
        Tool foo = Tool.named("foo").handler((call, arguments) -> {
            called.set(call);
            return Uni.createFrom().item(OutputValue.of("foo-ok"));
        });
        script();
        AssertSubscriber<StreamEvent> subscriber = subscribed(runner.runStreamed(a().tools(foo).build(), "hi"), event -> {
            if (event instanceof RunItemStreamEvent item && item.name() == RunItemEventName.TOOL_OUTPUT) {
                called.get().progress("late");
            }
        });

        assertThat(Trace.of(subscriber.awaitCompletion(LIMIT).getItems())).contains("tool_output").doesNotContain("late");
    }

    @Test
    void aReaderMayEndTheRunAtAReport() {
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        Tool foo = Tool.named("foo").handler((call, arguments) -> {
            call.progress("begun");
            call.progress("never told");
            return Uni.createFrom().<OutputValue> nothing().onCancellation().invoke(() -> cancelled.complete(null));
        });
        model.answer(functionCall("c1", "foo", "{}"));
        RunResultStreaming result = runner.runStreamed(a().tools(foo).build(), "hi");
        AssertSubscriber<StreamEvent> subscriber = subscribed(result, event -> {
            if (event instanceof ToolProgressStreamEvent) {
                result.cancel();
            }
        });

        assertThat(Trace.of(subscriber.awaitCompletion(LIMIT).getItems()))
                .endsWith("PROGRESS begun\nRUN cancelled requested\n");
        assertThat(cancelled).succeedsWithin(LIMIT);
    }

    private void script() {
        model.answer(functionCall("c1", "foo", "{}")).answer(message("done"));
    }
}
