package dev.runnel.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.runnel.run.TestIdentity;
import io.quarkus.security.ForbiddenException;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application with a {@link RunContextFactory}: what it makes of a request, its tools get; what it refuses, nobody. */
@QuarkusTest
@TestProfile(RunContextFactoryTest.WithFactory.class)
class RunContextFactoryTest {

    private static final String SSE = "text/event-stream";
    private static final String LINES = "application/x-ndjson";
    private static final String JSON = "application/json";

    public static final class WithFactory implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("runnel.agentcore.enabled", "true");
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(ContextAgents.class);
        }
    }

    /** As {@link BlockingRunContextFactory}, so that a lambda may be one. */
    private static RunContextFactory blocking(BlockingRunContextFactory factory) {
        return factory;
    }

    @Inject
    ContextAgents agents;

    @Inject
    OpenRuns open;

    @TestHTTPResource("/")
    URI server;

    @AfterEach
    void everyPlaceIsGivenBack() {
        await().until(() -> open.taken() == 0 && open.count() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = { SSE, LINES, JSON })
    void aToolGetsWhatTheFactoryMakesOfTheField(String accept) {
        agents.make(request -> Uni.createFrom().item(request.agent() + " " + request.context().orElseThrow()));
        post(accept, "{\"name\": \"Ada\" }").statusCode(200).contentType(accept)
                .body(containsString("context Doorman {\\\"name\\\":\\\"Ada\\\"}, caller nobody"));

        agents.make(blocking(request -> request.context().orElseThrow()));
        post(accept, "null").statusCode(200).contentType(accept).body(containsString("context null, caller"));
    }

    @ParameterizedTest
    @ValueSource(strings = { SSE, LINES, JSON })
    void itIsAskedWithoutTheFieldTooAndKnowsTheRequest(String accept) {
        agents.make(request -> Uni.createFrom().item(seen(request)));
        post(accept, "").statusCode(200).body(containsString("context Optional.empty Ada, event loop true, caller nobody"));

        agents.make(blocking(this::seen));
        post(accept, "").statusCode(200).body(containsString("context Optional.empty Ada, event loop false, caller nobody"));
    }

    @ParameterizedTest
    @ValueSource(strings = { SSE, JSON })
    void itKnowsTheHeadersOfAgentCoreToo(String accept) {
        agents.make(request -> Uni.createFrom().item(agents.headers.getHeaderString("WorkloadAccessToken")));

        given().contentType(JSON).accept(accept).header("WorkloadAccessToken", "token-of-the-workload")
                .body("{\"agent\":\"Doorman\",\"prompt\":\"Who is there?\"}").post("/invocations").then()
                .statusCode(200).body(containsString("context token-of-the-workload, caller nobody"));
    }

    private String seen(RunContextRequest request) {
        return request.context() + " " + agents.headers.getHeaderString("X-Guest") + ", event loop "
                + Context.isOnEventLoopThread();
    }

    @ParameterizedTest
    @ValueSource(strings = { SSE, LINES, JSON })
    void theRunHasTheIdentityThatTheRequestHasThen(String accept) {
        agents.make(request -> Uni.createFrom().emitter(emitter -> new Thread(() -> emitter.complete("late")).start()));
        post(accept, "").statusCode(200).body(containsString("context late, caller nobody"));

        agents.make(blocking(request -> {
            agents.identity.setIdentity(new TestIdentity("Ada"));
            return "known";
        }));
        post(accept, "").statusCode(200).body(containsString("context known, caller Ada"));
    }

    @Test
    void itMayGiveNothing() {
        agents.make(request -> Uni.createFrom().nullItem());
        post(JSON, "{}").statusCode(200).body(containsString("context none, caller"));
        agents.make(blocking(request -> null));
        post(JSON, "{}").statusCode(200).body(containsString("context none, caller"));
    }

    @ParameterizedTest
    @ValueSource(strings = { SSE, LINES, JSON })
    void aContextThatItRefusesIsAProblemThatNamesTheField(String accept) {
        int before = agents.modelCalls();
        agents.make(request -> {
            throw new InvalidRunContextException("it must have a name");
        });
        refused(accept);
        agents.make(request -> Uni.createFrom().failure(new InvalidRunContextException("it must have a name")));
        refused(accept);
        agents.make(blocking(request -> {
            throw new InvalidRunContextException("it must have a name");
        }));
        refused(accept);
        assertThat(agents.modelCalls()).isEqualTo(before);
    }

    private void refused(String accept) {
        post(accept, "{}").statusCode(400).contentType(Problem.MEDIA_TYPE).body("field", is("context"))
                .body("detail", is("The field 'context' is not accepted: it must have a name"));
    }

    @ParameterizedTest
    @ValueSource(strings = { SSE, LINES, JSON })
    void anyOtherFailureIsToldWithoutItsReason(String accept) {
        agents.make(request -> {
            throw new IllegalArgumentException("secret");
        });
        failed(accept);
        agents.make(request -> null);
        failed(accept);
        agents.make(blocking(request -> {
            throw new AssertionError("secret");
        }));
        failed(accept);
    }

    private void failed(String accept) {
        post(accept, "{}").statusCode(500).contentType(Problem.MEDIA_TYPE).body("status", is(500))
                .body("detail", containsString("its log tells more")).body(not(containsString("secret")));
    }

    @ParameterizedTest
    @ValueSource(strings = { SSE, LINES, JSON })
    void itMayAnswerAsAnEndpointDoes(String accept) {
        agents.make(blocking(request -> {
            throw new ForbiddenException("secret");
        }));
        post(accept, "{}").statusCode(403).body(not(containsString("secret")));
        agents.make(request -> Uni.createFrom().failure(new WebApplicationException(418)));
        post(accept, "{}").statusCode(418);
    }

    @ParameterizedTest
    @ValueSource(strings = { SSE, LINES, JSON })
    void whoeverLeavesBeforeItIsReadyCancelsIt(String accept) throws Exception {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        agents.make(request -> Uni.createFrom().emitter(emitter -> {
            emitter.onTermination(() -> cancelled.complete(null));
            asked.complete(null);
        }));
        leaveWhen(accept, asked);
        cancelled.get(5, TimeUnit.SECONDS);
        await().until(() -> open.taken() == 0);

        CompletableFuture<Void> entered = new CompletableFuture<>();
        CompletableFuture<Void> interrupted = new CompletableFuture<>();
        agents.make(blocking(request -> {
            entered.complete(null);
            try {
                return new CountDownLatch(1).await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted.complete(null);
                throw e;
            }
        }));
        leaveWhen(accept, entered);
        interrupted.get(5, TimeUnit.SECONDS);
    }

    private void leaveWhen(String accept, CompletableFuture<Void> asked) throws Exception {
        try (RawClient client = new RawClient(server).send("POST", "/runs", body("{}"), "Content-Type: " + JSON,
                "Accept: " + accept)) {
            asked.get(5, TimeUnit.SECONDS);
            assertThat(open.taken()).isEqualTo(1);
        }
    }

    private static ValidatableResponse post(String accept, String context) {
        return given().header("Accept", accept).header("X-Guest", "Ada").contentType("application/json; charset=UTF-8")
                .body(body(context)).post("/runs").then();
    }

    private static String body(String context) {
        String field = context.isEmpty() ? "" : ",\"context\":" + context;
        return "{\"agent\":\"" + ContextAgents.AGENT + "\",\"input\":\"Hello\"" + field + "}";
    }
}
