package dev.runnel.model.openai;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.agent.Agent;
import dev.runnel.event.RunStatus;
import dev.runnel.event.StreamEvent;
import dev.runnel.model.JsonText;
import dev.runnel.model.Model;
import dev.runnel.model.Usage;
import dev.runnel.run.RunResultStreaming;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.ScriptedServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A run of several turns, as the provider sees it. */
@QuarkusTest
@TestProfile(ModelClientProfile.class)
class ConversationOnTheWireTest extends WholeStack {

    private static void threeTurns(ScriptedServer server) {
        server.then(Answers.of(functionCall("c1", "foo", "{}")),
                Answers.of(functionCall("c2", "foo", "{}"), functionCall("c3", "foo", "{}")),
                Answers.of(message("done")));
    }

    @RepeatedTest(20)
    void aRunOfThreeTurnsUsesOneConnection() {
        threeTurns(server);
        assertThat(last(completed(run(model()))).finalOutput().orElseThrow().value()).isEqualTo("done");
        assertThat(server.requests()).hasSize(3);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void runsInTurnShareTheirConnection() {
        Model model = model();
        for (int i = 0; i < 20; i++) {
            threeTurns(server);
            completed(run(model));
        }
        assertThat(server.requests()).hasSize(60);
        // a run does not wait for the connection of its last call, so the next one may need a second
        assertThat(server.connections()).isLessThanOrEqualTo(2);
    }

    @Test
    void theRequestIsThatOfTheResponsesApi() {
        server.then(Answers.of(message("done")));
        completed(run(model(), Agent.named("A").instructions("Be brief.").build()));
        RecordedRequest request = server.requests().get(0);
        assertThat(request.line()).isEqualTo("POST /v1/responses HTTP/1.1");
        assertThat(request.header("Accept")).contains("text/event-stream");
        assertThat(request.header("Content-Type")).contains("application/json");
        assertThat(request.header("Authorization")).contains("Bearer " + ModelClientProfile.KEY);
        assertThat(request.header("Host")).contains("127.0.0.1:" + server.port());
        JsonText body = JsonText.object(request.body());
        assertThat(body.string("model")).contains("test-model");
        assertThat(body.string("instructions")).contains("Be brief.");
        assertThat(body.member("stream").orElseThrow()).isEqualTo(JsonText.value("true".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theItemsOfATurnGoBackByteForByte() {
        String reasoning = "{ \"type\":\"reasoning\" , \"id\":\"rs_1\",\"summary\":[],"
                + "\"encrypted_content\":\"gAAA+/=\\u00e9\",\"status\" : null}";
        String call = "{\"zz_unknown\":[1.0, 1e2,\"\\u00e4\\/ \u2028\"],\"type\":\"function_call\",\"id\":\"fc_1\",\"call_id\":\"c1\","
                + "\"name\":\"foo\",\"arguments\":\"{ }\",\"status\":\"completed\"}";
        server.then(c -> c.eventStream()
                .send(Answers.data("{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":" + reasoning + "}"))
                .send(Answers.data("{\"type\":\"response.output_item.done\",\"output_index\":1,\"item\":" + call + "}"))
                .send(Answers.data("{\"type\":\"response.completed\",\"response\":{\"id\":\"resp_1\",\"output\":["
                        + reasoning + "," + call + "]}}"))
                .end(), Answers.of(message("done")));
        completed(run(model()));
        assertThat(server.requests().get(1).text()).contains("\"input\":[" + JsonText.object(server.requests().get(0).body())
                .member("input").orElseThrow().elements().get(0) + "," + reasoning + "," + call
                + ",{\"type\":\"function_call_output\",\"call_id\":\"c1\",\"output\":\"foo-ok\"}]");
    }

    @Test
    void aReaderThatStopsInTheMiddleStopsTheReadingFromTheProvider() throws Exception {
        byte[] piece = Answers.delta("0123456789").repeat(500).getBytes(StandardCharsets.UTF_8);
        server.then(c -> c.eventStream().flood(piece, 100_000_000L).end());
        long before = ResponsesModelTest.usedHeap();
        RunResultStreaming result = run(model());
        AssertSubscriber<StreamEvent> subscriber = subscribed(result, 1000).awaitItems(1000, LIMIT);
        Conversation conversation = server.conversation();
        ResponsesModelTest.awaitStandstill(conversation);
        assertThat(subscriber.getItems()).hasSize(1000);
        assertThat(ResponsesModelTest.usedHeap() - before).isLessThan(24_000_000L);

        subscriber.request(1000);
        await().until(() -> subscriber.getItems().size() == 2000);
        assertThat(result.isComplete()).isFalse();
        result.cancel();
        conversation.untilPeerCloses();
        subscriber.request(1);
        subscriber.awaitCompletion(LIMIT);
        assertThat(last(subscriber.getItems()).status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(subscriber.getItems()).hasSize(2001);
    }

    @Test
    void aReaderThatAsksForNothingMakesNoCall() {
        AssertSubscriber<StreamEvent> subscriber = subscribed(run(model()), 0);
        await().during(Duration.ofMillis(200)).until(() -> server.requests().isEmpty());
        assertThat(subscriber.getItems()).isEmpty();
        subscriber.cancel();
    }

    @Test
    void theUsageOfAllTurnsIsAdded() {
        threeTurns(server);
        List<StreamEvent> events = completed(run(model()));
        Usage usage = last(events).usage().orElseThrow();
        assertThat(usage.requests()).isEqualTo(3);
        assertThat(usage.inputTokens()).isEqualTo(30);
        assertThat(usage.outputTokens()).isEqualTo(15);
    }
}
