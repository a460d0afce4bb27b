package dev.runnel.deployed.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.deployed.NeedsTool;
import dev.runnel.deployed.lambda.Invocation.Outcome;
import dev.runnel.testing.ScriptedServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the model says goes through the application and the adapter to the Runtime API at once, event by event. */
@NeedsTool("lambda-adapter")
@Timeout(180)
class StreamingIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int WORDS = 50;

    @Test
    void eachEventLeavesBeforeTheModelSaysTheNext() throws Exception {
        List<CountDownLatch> said = Collections.nCopies(WORDS, 0).stream().map(each -> new CountDownLatch(1)).toList();
        List<Long> sent = new ArrayList<>();
        try (ScriptedServer model = ScriptedServer.start().always(call -> {
            call.eventStream();
            for (int i = 0; i < WORDS; i++) {
                call.stall(said.get(i));
                sent.add(System.nanoTime());
                call.send(Model.delta("word-" + i + "."));
            }
            call.send(Model.END).end();
        }); RuntimeApi api = RuntimeApi.start(); Sandbox sandbox = Sandbox.start(api, Model.at(model))) {
            Invocation run = api.invoke(Event.run("Assistant"), TIMEOUT);
            List<Double> millis = new ArrayList<>();
            run.await("\"status\":\"started\"");
            for (int i = 0; i < WORDS; i++) {
                assertThat(run.text()).doesNotContain("word-" + i + ".");
                said.get(i).countDown();
                long came = run.await("word-" + i + ".");
                millis.add((came - sent.get(i)) / 1e6);
            }
            assertThat(run.end().outcome()).isEqualTo(Outcome.RESPONDED);
            assertThat(run.prelude().status()).isEqualTo(200);
            assertThat(run.prelude().header("content-type")).isEqualTo("text/event-stream");
            assertThat(run.text()).startsWith(":").contains("\"status\":\"completed\"").endsWith("\n\n");
            Collections.sort(millis);
            System.out.printf(Locale.ROOT, "From the model to the Runtime API, %d events: median %.2f ms, 99 %% %.2f ms%n",
                    WORDS, millis.get(WORDS / 2), millis.get(WORDS * 99 / 100));
        }
    }
}
