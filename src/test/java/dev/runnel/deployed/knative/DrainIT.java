package dev.runnel.deployed.knative;

import static dev.runnel.deployed.knative.Answers.END;
import static dev.runnel.deployed.knative.Answers.delta;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.deployed.NeedsTool;
import dev.runnel.testing.ScriptedServer;
import java.io.BufferedReader;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How a pod ends when Knative wants it to: the kubelet's part is played here. */
@NeedsTool({Manifest.TOOL, Pod.TOOL})
class DrainIT {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** It takes the 30 s that the queue-proxy waits for late requests, and cannot be told to shorten. */
    @Test
    void noStreamIsCutAndLateRequestsAreStillAnswered() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        try (ScriptedServer model = ScriptedServer.start().then(
                Answers.endingWith(told, "first"), Answers.silentAfter("second"),
                call -> call.eventStream().send(delta("late")).send(END).end());
                Pod pod = Pod.open(Manifest.of("overlays/prod").with("RUNNEL_SHUTDOWN_GRACE", "10s"), model.url());
                BufferedReader first = Client.lines(Client.run(pod.entrance(), Client.STREAM))) {
            Client.until(first, "\"first\"");
            try (BufferedReader second = Client.lines(Client.run(pod.entrance(), Client.STREAM))) {
                Client.until(second, "\"second\"");

                pod.queueProxy().signal("TERM");
                CompletableFuture<HttpResponse<String>> drained = Client.get(pod.drain()); // the hook before the stop
                await().atMost(LONGEST).until(() -> Client.probe(pod.entrance()) == 503);
                assertThat(Client.whole(pod.entrance(), Client.STREAM).get(60, TimeUnit.SECONDS).body())
                        .as("a request that was on its way").contains("\"late\"", "\"status\":\"completed\"");
                assertThat(drained).isNotDone();
                assertThat(drained.get(90, TimeUnit.SECONDS).statusCode()).isEqualTo(200);

                pod.application().terminate();
                await().atMost(LONGEST).until(() -> pod.application().out().stream()
                        .anyMatch(line -> line.contains("2 open runs have 10000 ms to end by themselves")));
                told.countDown();
                assertThat(Client.until(first, "run_updated_stream_event\",\"run_id")).contains("\"status\":\"completed\"");
                assertThat(Client.until(second, "run_updated_stream_event\",\"run_id")).contains("\"status\":\"cancelled\"")
                        .contains("\"reason\":\"shutdown\"");
                assertThat(second.lines()).as("after the last event").allMatch(String::isEmpty);
            }
            assertThat(pod.application().exitStatus(LONGEST)).isZero();
            assertThat(pod.queueProxy().exitStatus(LONGEST)).isZero();
        }
    }
}
