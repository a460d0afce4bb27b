package dev.runnel.deployed.knative;

import static dev.runnel.deployed.knative.Answers.END;
import static dev.runnel.deployed.knative.Answers.delta;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.deployed.NeedsTool;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.ScriptedServer;
import java.io.BufferedReader;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What passes through the queue-proxy, and what it asks for itself. */
@NeedsTool({Manifest.TOOL, Pod.TOOL})
class PassageIT {

    @Test
    void eachEventIsThereBeforeTheNextOneIsMade() throws Exception {
        try (ScriptedServer model = ScriptedServer.start().always(Answers.NOTHING);
                Pod pod = Pod.open(Manifest.of("overlays/prod"), model.url())) {
            HttpResponse<InputStream> answer = Client.run(pod.entrance(), Client.STREAM);
            BufferedReader lines = Client.lines(answer);
            Client.until(lines, "\"agent_updated_stream_event\"");
            Conversation call = model.conversation().eventStream();
            for (int i = 0; i < 50; i++) {
                call.send(delta("word" + i)); // and no more before this one has come
                Client.until(lines, "\"word" + i + "\"");
            }
            call.send(END).end();
            Client.until(lines, "\"status\":\"completed\"");
            assertThat(lines.lines()).as("after the last event").allMatch(String::isEmpty);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(answer.headers().firstValue("X-Accel-Buffering")).hasValue("no");
            assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
        }
    }

    @Test
    void aClientThatLeavesEndsTheCallOfTheModel() throws Exception {
        try (ScriptedServer model = ScriptedServer.start().always(Answers.silentAfter("word"));
                Pod pod = Pod.open(Manifest.of("overlays/prod"), model.url())) {
            try (BufferedReader lines = Client.lines(Client.run(pod.entrance(), Client.STREAM))) {
                Client.until(lines, "\"word\"");
                assertThat(model.conversation().peerClosed()).isNotDone();
            }
            assertThat(model.requests()).hasSize(1);
            await().atMost(Duration.ofSeconds(20)).until(() -> pod.application().out().stream()
                    .anyMatch(line -> line.contains("was cancelled: its client went away")));
        }
    }

    @Test
    void thePodIsReadyWhileTheApplicationTakesRuns() throws Exception {
        try (ScriptedServer model = ScriptedServer.start().always(Answers.silentAfter("word"));
                Pod pod = Pod.withoutApplication(Manifest.of("overlays/prod"))) {
            assertThat(Client.probe(pod.entrance())).as("before it is started").isEqualTo(503);

            pod.startApplication(model.url());
            assertThat(Client.probe(pod.entrance())).as("once it listens").isEqualTo(200);

            try (BufferedReader lines = Client.lines(Client.run(pod.applicationItself(), Client.STREAM))) {
                Client.until(lines, "\"word\"");
                pod.application().terminate();
                await().atMost(Duration.ofSeconds(30)).until(() -> Client.probe(pod.entrance()) == 503);
            }
        }
    }
}
