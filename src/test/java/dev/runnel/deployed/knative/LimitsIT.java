package dev.runnel.deployed.knative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.deployed.NeedsTool;
import dev.runnel.testing.ScriptedServer;
import java.io.BufferedReader;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** One request at a time. */
@NeedsTool({Manifest.TOOL, Pod.TOOL})
class LimitsIT {

    private static final int IN_LINE = 10; // for each request that may run

    @Test
    void whoIsOneTooManyWaitsInLineAndOnlyBehindTheLineIs503() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        try (ScriptedServer model = ScriptedServer.start().always(Answers.endingWith(told, "word"));
                Pod pod = Pod.open(Manifest.of("check/overlays/single"), model.url());
                BufferedReader first = Client.lines(Client.run(pod.entrance(), Client.STREAM))) {
            Client.until(first, "\"word\"");

            List<CompletableFuture<HttpResponse<String>>> others = new ArrayList<>();
            for (int i = 0; i <= IN_LINE; i++) {
                others.add(Client.whole(pod.entrance(), Client.STREAM));
            }

            await().atMost(Duration.ofSeconds(20)).until(() -> others.stream().anyMatch(CompletableFuture::isDone));
            assertThat(model.requests()).as("calls while the first run goes on").hasSize(1);
            told.countDown();
            Client.until(first, "\"status\":\"completed\"");
            CompletableFuture.allOf(others.toArray(CompletableFuture[]::new)).join();
            assertThat(others).extracting(answer -> answer.join().statusCode()).as("statuses").containsOnly(200, 503)
                    .filteredOn(status -> status == 503).hasSize(1);
            assertThat(others).extracting(answer -> answer.join().body()).allMatch(
                    body -> body.contains("\"status\":\"completed\"") || body.contains("pending request queue full"));
            assertThat(model.requests()).hasSize(1 + IN_LINE);
        }
    }
}
