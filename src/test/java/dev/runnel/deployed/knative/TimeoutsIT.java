package dev.runnel.deployed.knative;

import static dev.runnel.deployed.knative.Answers.delta;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.deployed.NeedsTool;
import dev.runnel.sse.SseDecoder;
import dev.runnel.sse.SseRecord;
import dev.runnel.testing.PeerClosed;
import dev.runnel.testing.Script;
import dev.runnel.testing.ScriptedServer;
import java.io.BufferedReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The three timeouts of a revision: what a client sees of them, and that Runnel's own times come first. */
@NeedsTool({Manifest.TOOL, Pod.TOOL})
class TimeoutsIT {

    private static final String CUT = "request timeout";
    private static final Script SILENT = Answers.silentAfter("word");

    @Test
    void aRunThatTakesTooLongEndsByItselfAndSilenceDoesNotCutIt() throws Exception {
        try (ScriptedServer model = ScriptedServer.start().always(SILENT);
                Pod pod = Pod.open(hasty(), model.url())) {
            HttpResponse<String> answer = whole(pod, Client.STREAM);

            assertEndedByItself(answer.body());
            assertThat(pod.queueProxy().lines()).noneMatch(line -> line.contains("imeout: "));
        }
    }

    @Test
    void soDoesOneThatHadToWaitInLine() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        try (ScriptedServer model = ScriptedServer.start().then(Answers.endingWith(told, "word")).always(SILENT);
                Pod pod = Pod.open(hasty(), model.url());
                BufferedReader first = Client.lines(Client.run(pod.entrance(), Client.STREAM))) {
            Client.until(first, "\"word\"");
            CompletableFuture<HttpResponse<String>> second = Client.whole(pod.entrance(), Client.STREAM);
            told.countDown();

            assertEndedByItself(second.get(60, TimeUnit.SECONDS).body());
            Client.until(first, "\"status\":\"completed\"");
        }
    }

    @Test
    void theWholeTimeIsAHardCutThatNoParserTakesForAnEvent() throws Exception {
        try (ScriptedServer model = ScriptedServer.start().always(call -> {
            call.eventStream();
            while (!call.peerClosed().isDone()) {
                call.dribble(delta("word"), 1000, Duration.ofMillis(200));
            }
        });
                Pod pod = Pod.open(hasty().with("RUNNEL_HTTP_MAX_RUN_TIME", "1h"), model.url())) {
            HttpResponse<String> answer = whole(pod, Client.STREAM);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).endsWith("\n\n" + CUT)
                    .doesNotContain("\"status\":\"failed\"", "\"status\":\"cancelled\"");
            assertThat(events(answer.body())).isPositive().isEqualTo(answer.body().split("\nid: ", -1).length - 1);
            assertThat(pod.queueProxy().line("Request timeout: 20s")).isNotEmpty();
            assertThat(model.conversation().peerClosed().get(20, TimeUnit.SECONDS)).isInstanceOf(PeerClosed.class);
        }
    }

    @Test
    void silenceWithoutAHeartbeatIsCutAndTheCallOfTheModelEnds() throws Exception {
        try (ScriptedServer model = ScriptedServer.start().always(SILENT);
                Pod pod = Pod.open(hasty().with("RUNNEL_HTTP_MAX_RUN_TIME", "1h").with("RUNNEL_HTTP_HEARTBEAT", "1h"),
                        model.url())) {
            HttpResponse<String> answer = whole(pod, Client.STREAM);

            assertThat(answer.body()).contains("\"word\"").endsWith("\n\n" + CUT);
            assertThat(pod.queueProxy().line("Idle timeout: 8s")).isNotEmpty();
            assertThat(model.conversation().peerClosed().get(20, TimeUnit.SECONDS)).isInstanceOf(PeerClosed.class);
        }
    }

    @Test
    void aCollectedAnswerMustBeginInTimeAndAStreamDoes() throws Exception {
        try (ScriptedServer model = ScriptedServer.start().always(Answers.NOTHING);
                Pod pod = Pod.open(hasty().with("RUNNEL_HTTP_MAX_RUN_TIME", "10s"), model.url())) {
            HttpResponse<String> collected = whole(pod, Client.COLLECTED);

            assertThat(collected.statusCode()).isEqualTo(504);
            assertThat(collected.body()).isEqualTo(CUT);
            assertThat(pod.queueProxy().line("Response start timeout: 5s")).isNotEmpty();
            await().atMost(Duration.ofSeconds(20)).until(() -> pod.application().out().stream()
                    .anyMatch(line -> line.contains("was cancelled: its client went away")));
            assertEndedByItself(whole(pod, Client.STREAM).body());
        }
    }

    private static Manifest hasty() throws Exception {
        return Manifest.of("check/overlays/hasty");
    }

    private static HttpResponse<String> whole(Pod pod, String accept) throws Exception {
        return Client.whole(pod.entrance(), accept).get(60, TimeUnit.SECONDS);
    }

    private static int events(String stream) {
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        List<SseRecord> events = new ArrayList<>();
        new SseDecoder().decode(bytes, 0, bytes.length, events::add);
        return events.size();
    }

    private static void assertEndedByItself(String stream) {
        assertThat(stream).contains("\"status\":\"failed\"", "\"type\":\"deadline_exceeded\"").endsWith("\n\n")
                .doesNotContain(CUT);
    }
}
