package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.runnel.agent.ToolInputGuardrailTripwireTriggeredException;
import dev.runnel.agent.ToolResult;
import dev.runnel.agent.ToolUseBehavior;
import dev.runnel.agent.UserException;
import dev.runnel.event.OutputValue;
import dev.runnel.event.StreamEventCodec;
import dev.runnel.event.ToolCallOutputItem;
import dev.runnel.model.JsonText;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.ToolOutputFileContent;
import dev.runnel.model.ToolOutputImage;
import dev.runnel.model.ToolOutputText;
import dev.runnel.model.scripted.ScriptedModel;
import dev.runnel.tool.TimeoutBehavior;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolErrorFunction;
import dev.runnel.tool.ToolGuardrailFunctionOutput;
import dev.runnel.tool.ToolInputGuardrail;
import dev.runnel.tool.ToolOutputGuardrail;
import dev.runnel.tool.ToolTimeout;
import dev.runnel.tool.ToolTimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What the runner does around the calls of a tool. */
class ToolControlTest extends RunnerFixture {

    private static final Consumer<ScriptedModel> FOO = model -> model.answer(functionCall("c1", "foo", "{}"));

    private static final Consumer<ScriptedModel> FOO_THEN_DONE = model -> model.answer(functionCall("c1", "foo", "{}"))
            .answer(message("done"));

    private static final IllegalStateException BOOM = new IllegalStateException("boom!");

    @Test
    void aToolFindsItsOwnWordsForItsFailures() {
        for (ToolErrorFunction words : List.of(
                ToolErrorFunction.of((call, error) -> call.call().name() + " says " + error.getMessage()),
                (call, error) -> Uni.createFrom().item(call.call().name() + " says " + error.getMessage()).onItem()
                        .delayIt().by(Duration.ofMillis(1)))) {
            assertThat(both(a().tools(failing(words)).build(), RunOptions.DEFAULT, FOO_THEN_DONE).trace())
                    .contains("out='foo says boom!'").endsWith("RUN completed 'done'\n");
        }
    }

    @Test
    void wordsThatCannotBeFoundEndTheRun() {
        ToolErrorFunction speechless = ToolErrorFunction.of((call, error) -> {
            throw new IllegalArgumentException("no words");
        });

        assertThat(both(a().tools(failing(speechless)).build(), RunOptions.DEFAULT, FOO)
                .failure(UserException.class)).hasMessageStartingWith("Error running tool foo: ")
                .hasMessageContaining("no words");
    }

    @Test
    void argumentsThatDoNotFitAreTheModelsFaultWhereTheyEndTheRun() {
        Tool strict = Tool.named("foo").failureErrorFunction(ToolErrorFunction.RAISE)
                .parameters(JsonText.of("{\"type\":\"object\",\"properties\":{\"days\":{\"type\":\"integer\"}},"
                        + "\"required\":[\"days\"],\"additionalProperties\":false}"))
                .handler((call, arguments) -> Uni.createFrom().item(OutputValue.of("ok")));

        assertThat(both(a().tools(strict).build(), RunOptions.DEFAULT, FOO).failure(ModelBehaviorException.class))
                .hasMessageStartingWith("Error running tool foo: ").hasMessageContaining("'days'");
    }

    @Test
    void aFailureThatEndsTheRunCancelsTheOtherTools() throws InterruptedException {
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        CountDownLatch began = new CountDownLatch(1);
        CompletableFuture<Long> returned = new CompletableFuture<>();
        CompletableFuture<OutputValue> trigger = new CompletableFuture<>();
        Tool uni = tool("uni", () -> Uni.createFrom().<OutputValue> nothing().onCancellation()
                .invoke(() -> cancelled.complete(null)));
        Tool blocking = Tool.named("blocking").blocking((call, arguments) -> {
            began.countDown();
            try {
                return new CountDownLatch(1).await(1, TimeUnit.MINUTES);
            } catch (InterruptedException interrupted) {
                return returned.complete(System.nanoTime());
            }
        });
        Tool foo = Tool.named("foo").failureErrorFunction(ToolErrorFunction.RAISE)
                .handler((call, arguments) -> Uni.createFrom().completionStage(trigger));
        model.answer(functionCall("c1", "uni", "{}"), functionCall("c2", "blocking", "{}"),
                functionCall("c3", "foo", "{}"));
        var subscriber = subscribed(runner.runStreamed(a().tools(uni, blocking, foo).build(), "hi"));
        assertThat(began.await(10, TimeUnit.SECONDS)).isTrue();

        trigger.completeExceptionally(BOOM);

        failure(subscriber, UserException.class);
        long ended = System.nanoTime();
        assertThat(cancelled).isDone();
        assertThat(returned).isCompletedWithValueMatching(time -> time < ended);
    }

    @Test
    void aToolThatDoesNotLetGoKeepsNobodyFromEnding() {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch stubborn = new CountDownLatch(1);
        Tool blocking = Tool.named("blocking").blocking((call, arguments) -> {
            began.countDown();
            while (stubborn.getCount() > 0) {
                try {
                    stubborn.await();
                } catch (InterruptedException ignored) {
                    // that is what is shown
                }
            }
            return "";
        });
        Tool foo = Tool.named("foo").failureErrorFunction(ToolErrorFunction.RAISE)
                .blocking((call, arguments) -> {
                    began.await();
                    throw BOOM;
                });
        model.answer(functionCall("c1", "blocking", "{}"), functionCall("c2", "foo", "{}"));

        failure(subscribed(runner.runStreamed(a().tools(blocking, foo).build(), "hi")), UserException.class);
        stubborn.countDown();
    }

    @Test
    void ofSeveralFailuresTheWorstCountsAndThenTheFirstCall() {
        for (boolean error : List.of(true, false)) {
            List<UniEmitter<? super OutputValue>> open = new ArrayList<>();
            Tool first = raisingWhenTold("first", open);
            Tool second = raisingWhenTold("second", open);
            model.answer(functionCall("c1", "first", "{}"), functionCall("c2", "second", "{}"));
            var result = runner.runStreamed(a().tools(first, second).build(), "hi");
            Context[] loop = new Context[1];
            var subscriber = subscribed(result, event -> loop[0] = Vertx.currentContext());
            await().until(() -> open.size() == 2);
            loop[0].runOnContext(both -> { // both in one piece, the second call's first
                CompletableFuture.runAsync(() -> open.get(1).fail(error ? new AssertionError("worse") : BOOM)).join();
                CompletableFuture.runAsync(() -> open.get(0).fail(new IllegalStateException("first"))).join();
            });

            assertThat(failure(subscriber, UserException.class))
                    .hasMessage(error ? "Error running tool second: worse" : "Error running tool first: first");
        }
    }

    @Test
    void aTimeoutMayEndTheRun() {
        Tool slow = Tool.named("foo")
                .timeout(ToolTimeout.after(Duration.ofMillis(20)).withBehavior(TimeoutBehavior.RAISE_EXCEPTION))
                .handler((call, arguments) -> Uni.createFrom().nothing());
        BothForms both = both(a().tools(slow).build(), RunOptions.DEFAULT, FOO);

        ToolTimeoutException late = both.failure(ToolTimeoutException.class);
        assertThat(late).hasMessage("Tool 'foo' timed out after 0.02 seconds.");
        assertThat(late.toolName()).isEqualTo("foo");
        assertThat(both.trace()).endsWith("RUN failed tool_timeout\n");
    }

    @Test
    void aTimeoutHasWordsOfItsOwnAndInterruptsWhatBlocks() {
        CompletableFuture<Void> interrupted = new CompletableFuture<>();
        Tool slow = Tool.named("foo")
                .timeout(ToolTimeout.after(Duration.ofMillis(20)).withErrorFunction(ToolErrorFunction.of(
                        (call, error) -> "too slow: " + (error instanceof ToolTimeoutException))))
                .blocking((call, arguments) -> {
                    try {
                        return new CountDownLatch(1).await(1, TimeUnit.MINUTES);
                    } catch (InterruptedException e) {
                        return interrupted.complete(null);
                    }
                });

        assertThat(both(a().tools(slow).build(), RunOptions.DEFAULT, FOO_THEN_DONE).trace())
                .contains("out='too slow: true'").endsWith("RUN completed 'done'\n");
        assertThat(interrupted).succeedsWithin(LIMIT);
    }

    @Test
    void aToolThatIsFastEnoughIsNotLate() {
        Tool foo = Tool.named("foo").timeout(Duration.ofMinutes(1))
                .handler((call, arguments) -> Uni.createFrom().item(OutputValue.of("foo-ok")));

        assertThat(both(a().tools(foo).build(), RunOptions.DEFAULT, FOO_THEN_DONE).trace()).contains("out='foo-ok'");
        assertThatThrownBy(() -> Tool.named("foo").timeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The timeout of a tool is PT0S, must be from 1 ms to 365 days");
    }

    @Test
    void noMoreToolsRunAtOnceThanTheRunMay() {
        List<UniEmitter<? super OutputValue>> open = new ArrayList<>();
        Tool foo = tool("foo", () -> Uni.createFrom().emitter(open::add));
        model.answer(functionCall("c1", "foo", "{}"), functionCall("c2", "foo", "{}"), functionCall("c3", "foo", "{}"))
                .answer(message("done"));
        List<Integer> atOnce = new ArrayList<>();
        var subscriber = subscribed(runner.runStreamed(a().tools(foo).build(), "hi",
                RunOptions.builder().maxFunctionToolConcurrency(2).build()), event -> atOnce.add(open.size()));
        await().until(() -> open.size() == 2);

        open.get(1).complete(OutputValue.of("second"));
        await().until(() -> open.size() == 3);
        open.get(2).complete(OutputValue.of("third"));
        open.get(0).complete(OutputValue.of("first"));

        assertThat(Trace.of(subscriber.awaitCompletion(LIMIT).getItems())).contains("""
                ITEM tool_output [tool_call_output_item] agent=A call_id=c2 out='second'
                ITEM tool_output [tool_call_output_item] agent=A call_id=c3 out='third'
                ITEM tool_output [tool_call_output_item] agent=A call_id=c1 out='first'
                """);
        assertThat(model.requests().get(1).input()).filteredOn(item -> item.type().equals("function_call_output"))
                .extracting(item -> item.json().string("output").orElseThrow()).containsExactly("first", "second", "third");
        assertThatThrownBy(() -> RunOptions.builder().maxFunctionToolConcurrency(0))
                .hasMessage("maxFunctionToolConcurrency is 0, must be at least 1");
    }

    @Test
    void oneAtATimeMeansInTheOrderOfTheCallsAndManyNeedNoDeepStack() {
        ResponseItem[] calls = new ResponseItem[3000];
        for (int i = 0; i < calls.length; i++) {
            calls[i] = functionCall("c" + i, "foo", "{}");
        }
        BothForms both = both(a().tools(foo()).build(), RunOptions.builder().maxFunctionToolConcurrency(1).build(),
                model -> model.answer(calls).answer(message("done")));

        assertThat(both.result().newItems()).filteredOn(ToolCallOutputItem.class::isInstance).hasSize(calls.length);
    }

    @Test
    void guardrailsMayBlockAndEndTheRunBeforeTheCall() {
        Tool foo = Tool.named("foo").inputGuardrails(ToolInputGuardrail.named("gate").blocking(call -> {
            assertThat(Context.isOnEventLoopThread()).isFalse();
            return ToolGuardrailFunctionOutput.raiseException().withOutputInfo(call.call().arguments());
        })).handler((call, arguments) -> Uni.createFrom().failure(BOOM));
        BothForms both = both(a().tools(foo).build(), RunOptions.DEFAULT, FOO);

        var tripwire = both.failure(ToolInputGuardrailTripwireTriggeredException.class);
        assertThat(tripwire.guardrail()).isEqualTo("gate");
        assertThat(tripwire.outputInfo()).hasValueSatisfying(info -> assertThat(info.value()).isEqualTo("{}"));
        assertThat(both.trace()).endsWith("RUN failed tool_input_guardrail_tripwire_triggered\n");
    }

    @Test
    void aGuardrailOfTheOutputSeesTheWordsOfAFailureAndMayReplaceThem() {
        List<String> seen = new ArrayList<>();
        Tool foo = Tool.named("foo").outputGuardrails((call, output) -> {
            assertThat(Context.isOnEventLoopThread()).isTrue();
            seen.add(output.text());
            return Uni.createFrom().item(ToolGuardrailFunctionOutput.rejectContent("Something went wrong"));
        }, (call, output) -> Uni.createFrom().failure(new AssertionError("not asked"))).blocking((call, arguments) -> {
            throw BOOM;
        });

        assertThat(both(a().tools(foo).build(), RunOptions.DEFAULT, FOO_THEN_DONE).trace())
                .contains("out='Something went wrong'");
        assertThat(seen).hasSize(2).allMatch(words -> words.endsWith("Error: boom!"));
    }

    @Test
    void aGuardrailThatFailsFailsTheRun() {
        for (ToolOutputGuardrail broken : List.<ToolOutputGuardrail> of(
                (call, output) -> Uni.createFrom().failure(BOOM), (call, output) -> {
                    throw BOOM;
                }, (call, output) -> null, (call, output) -> Uni.createFrom().nullItem())) {
            Tool foo = Tool.named("foo").outputGuardrails(broken)
                    .handler((call, arguments) -> Uni.createFrom().item(OutputValue.of("ok")));
            assertThat(both(a().tools(foo).build(), RunOptions.DEFAULT, FOO).failure(UserException.class))
                    .hasMessageStartingWith("Error running tool foo: ");
        }
    }

    @Test
    void partsOfAnOutputGoToTheModelAsSuch() {
        Tool foo = Tool.named("foo").blocking((call, arguments) -> List.of(new ToolOutputText("a cat"),
                ToolOutputImage.at(URI.create("https://example.com/cat.png")).withDetail("low"),
                ToolOutputFileContent.of("cat.txt", "text/plain", "meow".getBytes(StandardCharsets.UTF_8))));
        BothForms both = both(a().tools(foo).build(), RunOptions.DEFAULT, FOO_THEN_DONE);

        String parts = "[{\"type\":\"input_text\",\"text\":\"a cat\"},"
                + "{\"type\":\"input_image\",\"image_url\":\"https://example.com/cat.png\",\"detail\":\"low\"},"
                + "{\"type\":\"input_file\",\"file_data\":\"data:text/plain;base64,bWVvdw==\",\"filename\":\"cat.txt\"}]";
        assertThat(model.requests().get(1).input().get(2).json()).hasToString(
                "{\"type\":\"function_call_output\",\"call_id\":\"c1\",\"output\":" + parts + "}");
        var told = both.events().stream().filter(event -> Trace.line(event).startsWith("ITEM tool_output")).findFirst()
                .orElseThrow();
        String wire = new String(StreamEventCodec.encode(told), StandardCharsets.UTF_8);
        assertThat(wire).contains("\"output\":" + parts + ",\"raw_item\":{\"type\":\"function_call_output\"");
        assertThat(new String(StreamEventCodec.encode(StreamEventCodec.read(JsonText.of(wire))), StandardCharsets.UTF_8))
                .as("read back and written again").isEqualTo(wire);
    }

    @Test
    void aBehaviorMayAskElsewhereAndFail() {
        ToolUseBehavior later = (run, results) -> Uni.createFrom().completionStage(
                CompletableFuture.supplyAsync(() -> results.stream().map(ToolResult::output).findFirst()));
        assertThat(both(a().tools(foo()).toolUseBehavior(later).build(), RunOptions.DEFAULT, FOO).trace()).endsWith("RUN completed 'foo-ok'\n");

        ToolUseBehavior broken = (run, results) -> Uni.createFrom().failure(BOOM);
        assertThat(both(a().tools(foo()).toolUseBehavior(broken).build(), RunOptions.DEFAULT, FOO).failure()).contains(BOOM);
    }

    private static Tool failing(ToolErrorFunction words) {
        return Tool.named("foo").failureErrorFunction(words)
                .handler((call, arguments) -> Uni.createFrom().failure(BOOM));
    }

    private static Tool raisingWhenTold(String name, List<UniEmitter<? super OutputValue>> open) {
        return Tool.named(name).failureErrorFunction(ToolErrorFunction.RAISE)
                .handler((call, arguments) -> Uni.createFrom().emitter(open::add));
    }
}
