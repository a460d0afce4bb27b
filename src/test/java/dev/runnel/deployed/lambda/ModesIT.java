package dev.runnel.deployed.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.deployed.NeedsTool;
import dev.runnel.deployed.lambda.Invocation.Outcome;
import dev.runnel.testing.ScriptedServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Other ways to be called: answers that are collected, and several invocations at the same time. */
@NeedsTool("lambda-adapter")
@Timeout(180)
class ModesIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int SLOTS = 8;

    @Test
    void inBufferedModeTheAnswerComesInOnePiece() throws Exception {
        try (RuntimeApi api = RuntimeApi.start();
                Sandbox sandbox = Sandbox.start(api, Model.embedded("AWS_LWA_INVOKE_MODE", "buffered"))) {
            Invocation run = api.invoke(Event.run("Joker"), TIMEOUT);
            assertThat(run.end().outcome()).isEqualTo(Outcome.RESPONDED);
            assertThat(run.chunks()).hasSize(1);
            assertThat(run.prelude().status()).isEqualTo(200);
            assertThat(run.prelude().header("content-type")).isEqualTo("text/event-stream");
            assertThat(run.text()).contains("\"status\":\"started\"", "\"status\":\"completed\"");

            Invocation collected = api.invoke(Event.url("POST", "/runs", "{\"agent\":\"Joker\",\"input\":\"hi\"}",
                    "accept: application/json"), TIMEOUT);
            assertThat(collected.end().outcome()).isEqualTo(Outcome.RESPONDED);
            assertThat(collected.text()).startsWith("{\"run_id\":\"run_").contains("\"final_output\":");
            assertThat(sandbox.adapter().isAlive()).isTrue();
        }
    }

    @Test
    void withSeveralSlotsAsManyRunsStreamAtTheSameTime() throws Exception {
        CountDownLatch allAreThere = new CountDownLatch(SLOTS);
        try (ScriptedServer model = ScriptedServer.start().always(call -> {
            call.eventStream().send(Model.delta("one"));
            allAreThere.countDown();
            call.stall(allAreThere).send(Model.delta("two")).send(Model.END).end();
        }); RuntimeApi api = RuntimeApi.start(SLOTS); Sandbox sandbox = Sandbox.start(api,
                Model.at(model, "AWS_LAMBDA_MAX_CONCURRENCY", String.valueOf(SLOTS)))) {
            await().atMost(TIMEOUT).until(() -> api.polls() == SLOTS);
            List<Invocation> runs = new ArrayList<>();
            for (int i = 0; i < SLOTS; i++) {
                runs.add(api.invoke(Event.run("Assistant"), TIMEOUT));
            }
            for (Invocation run : runs) {
                assertThat(run.end().outcome()).isEqualTo(Outcome.RESPONDED);
                assertThat(run.text()).contains("\"delta\":\"one\"", "\"delta\":\"two\"", "\"status\":\"completed\"");
            }
            await().until(() -> api.polls() == SLOTS);
            assertThat(sandbox.adapter().isAlive()).isTrue();
        }
    }
}
