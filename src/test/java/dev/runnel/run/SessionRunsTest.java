package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedItems.reasoning;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.agent.Agent;
import dev.runnel.agent.ToolUseBehavior;
import dev.runnel.agent.UserException;
import dev.runnel.event.RawResponsesStreamEvent;
import dev.runnel.event.RunItemEventName;
import dev.runnel.event.RunItemStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.model.FunctionCallOutput;
import dev.runnel.model.Message;
import dev.runnel.model.ResponseCompletedEvent;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.ResponseTextDeltaEvent;
import dev.runnel.model.scripted.ScriptedTurn;
import dev.runnel.session.InMemorySessionStore;
import dev.runnel.session.Session;
import dev.runnel.session.SessionBounds;
import dev.runnel.session.SessionInputCallback;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The conformance scenarios of sessions: what is read, and what is stored when. Where Runnel decided otherwise: a call is
 * never stored without its output, and on request a cancelled run keeps the words that had come.
 */
class SessionRunsTest extends RunnerFixture {

    private final RecordingSession session = new RecordingSession();
    private final RunOptions options = RunOptions.builder().session(session).build();

    /** Both forms of a run must store the same. */
    enum Form {
        STREAMED {
            @Override
            void run(Runner runner, Agent agent, String input, RunOptions options) {
                completed(runner.runStreamed(agent, input, options));
            }
        },
        COLLECTED {
            @Override
            void run(Runner runner, Agent agent, String input, RunOptions options) {
                runner.run(agent, input, options).await().atMost(LIMIT);
            }
        };

        abstract void run(Runner runner, Agent agent, String input, RunOptions options);
    }

    @ParameterizedTest
    @EnumSource
    void c52ASessionHasTheWholeRunInItsOrder(Form form) {
        model.answer(functionCall("c1", "foo", "{}")).answer(message("done"));

        form.run(runner, a().tools(foo()).build(), "hi", options);

        assertThat(session.log()).isEqualTo("read | user hi | call c1, output c1 | assistant done");
    }

    @ParameterizedTest
    @EnumSource
    void c52TheNextRunGoesOnWithIt(Form form) {
        model.answer(functionCall("c1", "foo", "{}")).answer(message("done")).answer(message("again"));
        Agent agent = a().tools(foo()).build();
        form.run(runner, agent, "hi", options);

        form.run(runner, agent, "and now?", options);

        assertThat(texts(model.requests().get(2).input()))
                .isEqualTo("user hi, call c1, output c1, assistant done, user and now?");
        assertThat(texts(session.items)).isEqualTo(
                "user hi, call c1, output c1, assistant done, user and now?, assistant again");
    }

    @Test
    void theInputIsStoredBeforeTheModelIsCalledAndEachTurnBeforeTheNext() {
        List<String> seen = new ArrayList<>();
        model.answer(functionCall("c1", "foo", "{}")).answer(message("done"));
        Agent agent = a().tools(foo()).model(request -> {
            seen.add(texts(session.items));
            return model.stream(request);
        }).build();

        completed(runner.runStreamed(agent, "hi", options));

        assertThat(seen).containsExactly("user hi", "user hi, call c1, output c1");
    }

    @ParameterizedTest
    @EnumSource
    void aHandoffIsStoredWithItsTurn(Form form) {
        Agent b = Agent.named("B").build();
        model.answer(functionCall("h1", "transfer_to_b", "{}")).answer(message("I am B"));

        form.run(runner, a().handoffs(b).build(), "hi", options);

        assertThat(session.log()).isEqualTo("read | user hi | call h1, output h1 | assistant I am B");
    }

    @Test
    void aToolsOutputThatEndsTheRunIsStored() {
        model.answer(functionCall("c1", "foo", "{}"));

        completed(runner.runStreamed(a().tools(foo()).toolUseBehavior(ToolUseBehavior.stopOnFirstTool()).build(), "hi",
                options));

        assertThat(session.log()).isEqualTo("read | user hi | call c1, output c1");
    }

    @Test
    void reasoningIsStoredAsItCame() {
        model.answer(reasoning("thinking"), message("done"));

        completed(runner.runStreamed(a().build(), "hi", options));

        assertThat(session.log()).isEqualTo("read | user hi | reasoning, assistant done");
    }

    @Test
    void idsOfReasoningThatDoNotGoBackToTheModelAreNotStoredEither() {
        model.answer(reasoning("thinking"), message("done"));

        completed(runner.runStreamed(a().build(), "hi",
                options.toBuilder().reasoningItemIdPolicy(ReasoningItemIdPolicy.OMIT).build()));

        assertThat(session.items.get(1).id()).isEmpty();
        assertThat(session.items.get(2).id()).isPresent();
    }

    @Test
    void c44AnImmediateCancelLeavesTheInputOnly() {
        model.turns(ScriptedTurn.answer(message("hello world")).inDeltas(4)
                .waitingBefore(ResponseCompletedEvent.class::isInstance, new CompletableFuture<>()));
        RunResultStreaming result = runner.runStreamed(a().build(), "hi", options);

        completed(result, onFirstDelta(result::cancel));

        assertThat(session.log()).isEqualTo("read | user hi");
    }

    @Test
    void c44OnRequestTheWordsThatHadComeAreKeptAsAnIncompleteMessage() {
        model.turns(ScriptedTurn.answer(reasoning("hm"), message("hello world")).inDeltas(4)
                .waitingBefore(ResponseCompletedEvent.class::isInstance, new CompletableFuture<>()))
                .answer(message("ok"));
        RunOptions keeping = options.toBuilder().keepPartialText(true).build();
        RunResultStreaming result = runner.runStreamed(a().build(), "hi", keeping);

        List<StreamEvent> events = completed(result, onFirstDelta(result::cancel));

        assertThat(Trace.of(events)).endsWith("RUN cancelled requested\n");
        String words = ((RawResponsesStreamEvent) events.get(events.size() - 2)).data().json().string("delta").orElseThrow();
        assertThat(words).isNotEmpty().isNotEqualTo("hello world");
        assertThat(session.log()).isEqualTo("read | user hi | assistant " + words);
        assertThat(session.items.get(1).json()).hasToString("{\"type\":\"message\",\"role\":\"assistant\","
                + "\"status\":\"incomplete\",\"content\":[{\"type\":\"output_text\",\"text\":\"" + words
                + "\",\"annotations\":[]}]}");
        completed(runner.runStreamed(a().build(), "go on", keeping));
        assertThat(texts(model.requests().get(1).input())).isEqualTo("user hi, assistant " + words + ", user go on");
    }

    @Test
    void c44AReaderThatLeavesLeavesTheWordsToo() {
        model.turns(ScriptedTurn.answer(message("hello world"))
                .waitingBefore(ResponseCompletedEvent.class::isInstance, new CompletableFuture<>()));
        AssertSubscriber<StreamEvent> subscriber = subscribed(runner.runStreamed(a().build(), "hi",
                options.toBuilder().keepPartialText(true).build())).awaitItems(11, LIMIT);

        subscriber.cancel();

        assertThat(session.added(2)).succeedsWithin(LIMIT);
        assertThat(session.log()).isEqualTo("read | user hi | assistant hello world");
    }

    @Test
    void aCompleteAnswerIsNotAlsoKeptAsAnIncompleteOne() {
        model.answer(message("done"));
        completed(runner.runStreamed(a().build(), "hi", options.toBuilder().keepPartialText(true).build()));

        assertThat(session.log()).isEqualTo("read | user hi | assistant done");
    }

    @Test
    void wordsThatTheSessionDoesNotTakeDoNotFailACancelledRun() {
        model.turns(ScriptedTurn.answer(message("hello world"))
                .waitingBefore(ResponseCompletedEvent.class::isInstance, new CompletableFuture<>()));
        RunResultStreaming result = runner.runStreamed(a().build(), "hi", options.toBuilder().keepPartialText(true).build());

        List<StreamEvent> events = completed(result, onFirstDelta(() -> {
            session.failing = true;
            result.cancel();
        }));

        assertThat(Trace.of(events)).endsWith("RUN cancelled requested\n");
    }

    @Test
    void c45ASoftCancelStoresTheTurn() {
        model.answer(functionCall("c1", "foo", "{}")).answer(message("never asked for"));
        RunResultStreaming result = runner.runStreamed(a().tools(foo()).build(), "hi", options);

        completed(result, event -> {
            if (event instanceof RunItemStreamEvent item && item.name() == RunItemEventName.TOOL_CALLED) {
                result.cancel(CancelMode.AFTER_TURN);
            }
        });

        assertThat(session.log()).isEqualTo("read | user hi | call c1, output c1");
    }

    @Test
    void aFailedResponseLeavesTheInputOnly() {
        model.turns(ScriptedTurn.answer(message("cut")).thenIncomplete("max_output_tokens"));

        failure(subscribed(runner.runStreamed(a().build(), "hi", options)), Throwable.class);

        assertThat(session.log()).isEqualTo("read | user hi");
    }

    @Test
    void tooManyTurnsLeaveTheCompleteOnes() {
        model.answer(functionCall("c1", "foo", "{}")).answer(functionCall("c2", "foo", "{}"));

        failure(subscribed(runner.runStreamed(a().tools(foo()).build(), "hi", options.toBuilder().maxTurns(2).build())),
                MaxTurnsExceededException.class);

        assertThat(session.log()).isEqualTo("read | user hi | call c1, output c1 | call c2, output c2");
    }

    @Test
    void aSessionThatCannotBeReadFailsTheRunBeforeTheModelIsCalled() {
        session.failing = true;

        AssertSubscriber<StreamEvent> subscriber = subscribed(runner.runStreamed(a().build(), "hi", options));

        failure(subscriber, IllegalStateException.class);
        assertThat(Trace.of(subscriber.getItems())).isEqualTo("RUN started\nAGENT A\nRUN failed internal\n");
        assertThat(model.calls()).isEmpty();
    }

    @Test
    void aTurnThatCannotBeStoredFailsTheRunAfterItsEvents() {
        model.answer(message("done"));
        Agent agent = a().model(request -> {
            session.failing = true;
            return model.stream(request);
        }).build();

        AssertSubscriber<StreamEvent> subscriber = subscribed(runner.runStreamed(agent, "hi", options));

        failure(subscriber, IllegalStateException.class);
        assertThat(Trace.of(subscriber.getItems())).endsWith("RAW response.completed #8\nRUN failed internal\n");
        assertThat(session.log()).isEqualTo("read | user hi");
    }

    @Test
    void whatIsBeingStoredIsStoredToItsEndAlsoWhenTheRunIsCancelledMeanwhile() {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        model.answer(functionCall("c1", "foo", "{}")).answer(message("never asked for"));
        Agent agent = a().tools(foo()).model(request -> {
            session.before = Uni.createFrom().completionStage(slow);
            return model.stream(request);
        }).build();
        RunResultStreaming result = runner.runStreamed(agent, "hi", options);
        AssertSubscriber<StreamEvent> subscriber = subscribed(result).awaitItems(11, LIMIT);

        result.cancel();
        subscriber.awaitCompletion(LIMIT);
        slow.complete(null);

        assertThat(session.log()).isEqualTo("read | user hi | call c1, output c1");
        assertThat(Trace.of(subscriber.getItems())).endsWith("RUN cancelled requested\n");
    }

    @Test
    void onlyTheLatestItemsAreReadIfThatIsWanted() {
        session.items.addAll(List.of(Message.user("1"), Message.of("assistant", "2"), functionCall("c1", "foo", "{}"),
                FunctionCallOutput.of("c1", "x"), Message.of("assistant", "3")));
        model.answer(message("done"));

        completed(runner.runStreamed(a().build(), "hi", options.toBuilder().sessionLimit(2).build()));

        assertThat(texts(model.requests().get(0).input()))
                .as("the store gave an output without its call, which no provider takes").isEqualTo("assistant 3, user hi");
    }

    @Test
    void aCallbackDecidesWhatTheModelReadsAndOnlyNewItemsAreStored() {
        session.items.addAll(List.of(Message.user("hi"), Message.of("assistant", "hello"), Message.user("hi")));
        model.answer(message("done"));
        SessionInputCallback lastOnly = SessionInputCallback.of((history, input) -> Stream.of(Message.user("context"),
                history.get(2), history.get(1), input.get(0)).toList());

        RunResultStreaming result = runner.runStreamed(a().build(), "hi",
                options.toBuilder().sessionInputCallback(lastOnly).build());
        completed(result);

        assertThat(texts(model.requests().get(0).input()))
                .isEqualTo("user context, user hi, assistant hello, user hi");
        assertThat(session.log()).isEqualTo("read | user context, user hi | assistant done");
        assertThat(texts(result.input())).isEqualTo("user hi");
    }

    @Test
    void aCallbackThatGivesNothingFailsTheRun() {
        failure(subscribed(runner.runStreamed(a().build(), "hi", options.toBuilder().sessionInputCallback(
                (history, input) -> Uni.createFrom().nullItem()).build())), UserException.class);

        assertThat(model.calls()).isEmpty();
    }

    @Test
    void twoRunsOnOneSessionDoNotTearCallsFromTheirOutputs() {
        Session shared = new InMemorySessionStore(SessionBounds.DEFAULT).session("s");
        RunOptions both = RunOptions.builder().session(shared).build();
        model.answer(functionCall("c1", "foo", "{}")).answer(functionCall("c2", "foo", "{}")).answer(message("1"))
                .answer(message("2"));
        Agent agent = a().tools(foo()).build();
        AssertSubscriber<StreamEvent> one = subscribed(runner.runStreamed(agent, "one", both));
        AssertSubscriber<StreamEvent> two = subscribed(runner.runStreamed(agent, "two", both));
        one.awaitCompletion(LIMIT);
        two.awaitCompletion(LIMIT);

        List<ResponseItem> items = shared.items().await().atMost(LIMIT);
        assertThat(items).hasSize(8);
        assertThat(texts(items)).contains("call c1, output c1").contains("call c2, output c2");
    }

    @Test
    void aSessionAndTheProvidersConversationExcludeEachOther() {
        for (RunOptionsBuilder conflict : List.of(options.toBuilder().conversationId("conv"),
                options.toBuilder().previousResponseId("resp"), options.toBuilder().autoPreviousResponseId(true),
                RunOptions.builder().conversationId("conv").previousResponseId("resp"))) {
            assertThatThrownBy(() -> runner.runStreamed(a().build(), "hi", conflict.build()))
                    .isInstanceOf(UserException.class).hasMessageContaining("exclude each other");
            assertThatThrownBy(() -> runner.run(a().build(), "hi", conflict.build()).await().atMost(LIMIT))
                    .isInstanceOf(UserException.class);
        }
        assertThat(model.calls()).isEmpty();
        assertThat(session.log()).isEmpty();
    }

    private static Consumer<StreamEvent> onFirstDelta(Runnable then) {
        boolean[] first = { true };
        return event -> {
            if (first[0] && event instanceof RawResponsesStreamEvent raw && raw.data() instanceof ResponseTextDeltaEvent) {
                first[0] = false;
                then.run();
            }
        };
    }

    private static List<StreamEvent> completed(RunResultStreaming result, Consumer<StreamEvent> at) {
        return result.streamEvents().onItem().invoke(at).subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE)).awaitCompletion(LIMIT).getItems();
    }

    static String texts(List<ResponseItem> items) {
        return items.stream().map(SessionRunsTest::text).collect(Collectors.joining(", "));
    }

    private static String text(ResponseItem item) {
        return switch (item.type()) {
            case "message" -> item.json().string("role").orElseThrow() + " " + ((Message) item).text();
            case "function_call" -> "call " + item.json().string("call_id").orElseThrow();
            case "function_call_output" -> "output " + item.json().string("call_id").orElseThrow();
            default -> item.type();
        };
    }
}
