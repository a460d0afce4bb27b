package dev.runnel.http;

import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedTurn.answer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.model.Message;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.ResponseCompletedEvent;
import dev.runnel.model.ResponseItem;
import dev.runnel.run.TestIdentity;
import dev.runnel.session.SessionKey;
import dev.runnel.session.SessionStore;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations over many requests: by a session of this application, or at the provider. */
@QuarkusTest
@TestProfile(SessionsTest.WithCallers.class)
class SessionsTest {

    private static final String SSE = "text/event-stream";
    private static final String LINES = "application/x-ndjson";
    private static final String JSON = "application/json";

    private final String session = UUID.randomUUID().toString();

    @Inject
    ScriptedAgents agents;

    @Inject
    SessionStore store;

    @Inject
    OpenRuns open;

    @TestHTTPResource("/")
    URI server;

    /** The header X-Caller tells who calls, and the words of a cancelled answer are kept. */
    public static final class WithCallers implements QuarkusTestProfile {

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(HeaderCallers.class);
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("runnel.http.keep-partial-text", "true");
        }
    }

    /** Believes every caller. */
    @Alternative
    @Singleton
    static class HeaderCallers implements RunContextFactory {

        @Inject
        CurrentIdentityAssociation identity;

        @Inject
        HttpHeaders headers;

        @Override
        public Uni<?> create(RunContextRequest request) {
            String caller = headers.getHeaderString("X-Caller");
            if (caller != null) {
                identity.setIdentity(new TestIdentity(caller));
            }
            return Uni.createFrom().nullItem();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { SSE, LINES, JSON })
    void aSessionIsGoneOnWith(String accept) {
        agents.model.answer(message("Hello Ada")).answer(message("Ada"));

        post(accept, "I am Ada", field("session_id", session)).then().statusCode(200).body(containsString("Hello Ada"));
        post(accept, "Who am I?", field("session_id", session)).then().statusCode(200).body(containsString("completed"));

        assertThat(texts(last().input())).isEqualTo("user I am Ada, assistant Hello Ada, user Who am I?");
        assertThat(stored(SessionKey.of(session)))
                .isEqualTo("user I am Ada, assistant Hello Ada, user Who am I?, assistant Ada");
    }

    @Test
    void theResultHasWhatThisRunHasMadeOnly() throws Exception {
        agents.model.answer(message("one")).answer(message("two"));
        post(JSON, "1", field("session_id", session));
        JsonNode result = OpenApiDocument.json(post(JSON, "2", field("session_id", session)).asString());

        assertThat(result.path("new_items")).hasSize(1);
        assertThat(result.path("final_output").asText()).isEqualTo("two");
    }

    @Test
    void whoHasReadTheEndOfARunMayGoOnAtOnce() {
        String body = "{\"agent\":\"Scripted\",\"input\":\"Hello\"" + field("session_id", session) + "}";
        for (int i = 0; i < 50; i++) {
            agents.model.answer(message("Hi"));
            try (RawClient client = new RawClient(server).post("/runs", body)) {
                assertThat(client.head()).startsWith("HTTP/1.1 200 ");
                client.until("\"status\":\"completed\""); // and not to the end of the answer
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { SSE, LINES, JSON })
    void aSessionInUseIsAConflictUntilTheRunHasEnded(String accept) throws Exception {
        CompletableFuture<Void> end = new CompletableFuture<>();
        agents.model.turns(answer(message("Hi")).waitingBefore(ResponseCompletedEvent.class::isInstance, end))
                .answer(message("Hi again"));
        String body = "{\"agent\":\"Scripted\",\"input\":\"Hello\"" + field("session_id", session) + "}";
        try (RawClient first = new RawClient(server).post("/runs", body)) {
            first.head();
            first.until("response.output_text.delta");

            Response refused = post(accept, "Hello", field("session_id", session));

            refused.then().statusCode(409).contentType(Problem.MEDIA_TYPE).header("Retry-After", is("1"))
                    .body("field", is("session_id")).body("detail", containsString(session));
            OpenApiDocument document = new OpenApiDocument();
            assertThat(document.violations("Problem", OpenApiDocument.json(refused.asString()))).isEmpty();
            assertThat(document.statuses("/runs")).contains(409);
            end.complete(null);
            first.body();
        }
        await().until(() -> open.taken() == 0);

        post(accept, "Hello", field("session_id", session)).then().statusCode(200);
    }

    @Test
    void aClientThatGoesAwayLeavesTheWordsThatItSawAndTheSessionFree() throws Exception {
        agents.model.turns(answer(message("Once upon a time")).waitingBefore(ResponseCompletedEvent.class::isInstance,
                new CompletableFuture<>())).answer(message("there was"));
        String body = "{\"agent\":\"Scripted\",\"input\":\"Hello\"" + field("session_id", session) + "}";
        RawClient client = new RawClient(server).post("/runs", body);
        client.head();
        client.until("response.output_item.done");
        client.close();
        await().until(() -> open.taken() == 0);

        post(JSON, "Go on", field("session_id", session)).then().statusCode(200);

        assertThat(texts(last().input())).isEqualTo("user Hello, assistant Once upon a time, user Go on");
    }

    @Test
    void twoCallersNeverShareASession() {
        for (String caller : List.of("Ada", "Bob")) {
            agents.model.answer(message("Hello " + caller));
            assertThat(given().header("Accept", JSON).header("X-Caller", caller).contentType(JSON)
                    .body("{\"agent\":\"Scripted\",\"input\":\"Hi\"" + field("session_id", session) + "}").post("/runs")
                    .statusCode()).isEqualTo(200);
        }

        assertThat(texts(last().input())).isEqualTo("user Hi");
        assertThat(stored(new SessionKey(session, Optional.of("Ada")))).isEqualTo("user Hi, assistant Hello Ada");
        assertThat(stored(SessionKey.of(session))).isEmpty();
    }

    @Test
    void aResponseOfTheProvidersIsGoneOnWith() {
        agents.model.answer(message("Hi"));

        post(JSON, "Hello", field("previous_response_id", "resp_0")).then().statusCode(200);

        assertThat(last().previousResponseId()).contains("resp_0");
        assertThat(texts(last().input())).isEqualTo("user Hello");
    }

    @Test
    void aConversationOfTheProvidersIsGoneOnWith() {
        agents.model.answer(message("Hi"));

        post(JSON, "Hello", field("conversation_id", "conv_0")).then().statusCode(200);

        assertThat(last().conversationId()).contains("conv_0");
    }

    @Test
    void anAgentWithOutputGuardrailsDoesNotGoOnWithAConversationOfTheProviders() {
        given().header("Accept", SSE).contentType(JSON)
                .body("{\"agent\":\"Polite\",\"input\":\"Hello\"" + field("conversation_id", "conv_0") + "}").post("/runs")
                .then().statusCode(422).contentType(Problem.MEDIA_TYPE)
                .body("detail", containsString("output guardrails, which the agent 'Polite'"));
    }

    private ModelRequest last() {
        List<ModelRequest> requests = agents.model.requests();
        return requests.get(requests.size() - 1);
    }

    private static Response post(String accept, String input, String field) {
        return given().header("Accept", accept).contentType(JSON)
                .body("{\"agent\":\"Scripted\",\"input\":\"" + input + "\"" + field + "}").post("/runs");
    }

    private static String field(String name, String value) {
        return ",\"" + name + "\":\"" + value + "\"";
    }

    private String stored(SessionKey key) {
        return texts(store.session(key).items().await().atMost(Duration.ofSeconds(5)));
    }

    private static String texts(List<ResponseItem> items) {
        return items.stream().map(item -> ((Message) item).role() + " " + ((Message) item).text())
                .collect(Collectors.joining(", "));
    }
}
