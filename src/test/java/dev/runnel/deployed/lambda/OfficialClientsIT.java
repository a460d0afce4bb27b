package dev.runnel.deployed.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.deployed.NeedsTool;
import dev.runnel.deployed.Program;
import dev.runnel.deployed.Tool;
import dev.runnel.deployed.lambda.Invocation.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Runtime API that the tests play is one that AWS' own runtime clients are content with, and they with it. */
@Timeout(180)
class OfficialClientsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String EVENT = "{\"word\":\"hello\"}";

    @Test
    @NeedsTool("aws-lambda-ric")
    void theOneForNodeStreamsWithPreludeAndCookiesAndOneChunkAWrite() throws Exception {
        try (RuntimeApi api = RuntimeApi.start(); Program client = node(api, "streamed")) {
            for (int i = 0; i < 2; i++) {
                Invocation call = api.invoke(EVENT, TIMEOUT);
                assertThat(call.end().outcome()).isEqualTo(Outcome.RESPONDED);
                assertThat(call.prelude().status()).isEqualTo(201);
                assertThat(call.prelude().header("content-type")).isEqualTo("text/event-stream");
                assertThat(call.prelude().cookies()).containsExactly("a=1", "b=2");
                assertThat(call.chunks()).extracting(Chunk::text).containsExactly("data: hello\n\n", "data: true\n\n");
                assertThat(call.chunks().get(1).nanos() - call.chunks().get(0).nanos()).as("ns between two writes")
                        .isGreaterThan(100_000_000);
            }
            assertThat(client.isAlive()).isTrue();
        }
    }

    @Test
    @NeedsTool("aws-lambda-ric")
    void theOneForNodeTellsOfAnErrorInTheMiddleInTrailers() throws Exception {
        try (RuntimeApi api = RuntimeApi.start(); Program client = node(api, "broken")) {
            Invocation call = api.invoke(EVENT, TIMEOUT);
            assertThat(call.end().outcome()).isEqualTo(Outcome.FAILED_IN_THE_MIDDLE);
            assertThat(call.text()).isEqualTo("one");
            assertThat(call.end().trailers()).containsEntry(RuntimeApi.ERROR_TYPE, "Error");
            JsonNode error = JSON.readTree(Base64.getDecoder().decode(call.end().trailers().get(RuntimeApi.ERROR_BODY)));
            assertThat(error.path("errorMessage").asText()).isEqualTo("out of words");
            assertThat(client.isAlive()).isTrue();
        }
    }

    @Test
    @NeedsTool("aws-lambda-ric")
    void theOneForNodeWritesNoPreludeWithoutABodyWhichIsNoticed() throws Exception {
        try (RuntimeApi api = RuntimeApi.start(); Program client = node(api, "empty")) {
            assertThat(api.invoke(EVENT, TIMEOUT).end().outcome()).isEqualTo(Outcome.RESPONDED);
            assertThat(api.takeViolations()).containsExactly("A streamed response has no prelude: the caller would hang");
            assertThat(client.isAlive()).isTrue();
        }
    }

    @Test
    @NeedsTool("aws-lambda-ric")
    void theOneForNodeAnswersInOnePieceOrWithAnError() throws Exception {
        try (RuntimeApi api = RuntimeApi.start(); Program client = node(api, "buffered")) {
            Invocation call = api.invoke(EVENT, TIMEOUT);
            assertThat(call.end().outcome()).isEqualTo(Outcome.RESPONDED);
            assertThat(call.text()).isEqualTo("hello");
            assertThat(call.prelude().cookies()).containsExactly("a=1");
            assertThat(client.isAlive()).isTrue();
        }
        try (RuntimeApi api = RuntimeApi.start(); Program client = node(api, "refusing")) {
            Invocation call = api.invoke(EVENT, TIMEOUT);
            assertThat(call.end().outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(JSON.readTree(call.end().error()).path("errorType").asText()).isEqualTo("TypeError");
            assertThat(client.isAlive()).isTrue();
        }
    }

    @Test
    @NeedsTool("aws-lambda-ric")
    void theOneForNodeTellsThatItsInitHasFailed() throws Exception {
        try (RuntimeApi api = RuntimeApi.start(); Program client = node(api, "missing")) {
            assertThat(client.exitStatus(TIMEOUT)).isNotZero();
            JsonNode error = JSON.readTree(api.initError().join());
            assertThat(error.path("errorType").asText()).isEqualTo("Runtime.HandlerNotFound");
        }
    }

    @Test
    @NeedsTool("aws-lambda-java-ric")
    void theOneForJavaAnswersInOnePieceOrWithAnError() throws Exception {
        try (RuntimeApi api = RuntimeApi.start(); Program client = java(api, "answer")) {
            for (int i = 0; i < 2; i++) {
                Invocation call = api.invoke(EVENT, TIMEOUT);
                assertThat(call.end().outcome()).as(client.lines().toString()).isEqualTo(Outcome.RESPONDED);
                assertThat(call.text()).isEqualTo("You said hello");
            }
        }
        try (RuntimeApi api = RuntimeApi.start(); Program client = java(api, "refuse")) {
            Invocation call = api.invoke(EVENT, TIMEOUT);
            assertThat(call.end().outcome()).as(client.lines().toString()).isEqualTo(Outcome.REFUSED);
            assertThat(JSON.readTree(call.end().error()).path("errorMessage").asText()).isEqualTo("no hello");
        }
    }

    private static Program node(RuntimeApi api, String function) throws Exception {
        return Program.start(environment(api, "handler." + function),
                List.of("node", Tool.named("aws-lambda-ric").toString(), "handler." + function));
    }

    private static Program java(RuntimeApi api, String method) throws Exception {
        String handler = JavaHandler.class.getName() + "::" + method;
        return Program.start(environment(api, handler), List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                Tool.named("aws-lambda-java-ric") + "/*:target/test-classes",
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda", handler));
    }

    private static Map<String, String> environment(RuntimeApi api, String handler) throws Exception {
        Map<String, String> environment = new HashMap<>(Sandbox.environment(api.address(), Map.of()));
        environment.put("_HANDLER", handler);
        environment.put("LAMBDA_TASK_ROOT", Path.of("target", "test-classes", "lambda").toAbsolutePath().toString());
        return environment;
    }
}
