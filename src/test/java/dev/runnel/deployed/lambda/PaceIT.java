package dev.runnel.deployed.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.deployed.NeedsTool;
import dev.runnel.deployed.lambda.Invocation.Outcome;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lambda takes a stream no faster than it wants, and not all of it. */
@NeedsTool("lambda-adapter")
@Timeout(180)
class PaceIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(120);
    private static final byte[] EIGHT_KB = Model.delta("x".repeat(8 * 1024)).getBytes(StandardCharsets.UTF_8);
    private static final int MB = 1 << 20;

    /** Much more than the kernel may hold for the three connections on the way: 32 MiB and more for each, where it may. */
    private static final long ENDLESS = 400L * MB;

    @Test
    void atLambdasOwnPaceALongAnswerArrivesWhole() throws Exception {
        int deltas = 10 * MB / EIGHT_KB.length;
        try (ScriptedServer model = ScriptedServer.start().always(call -> {
            call.eventStream();
            for (int i = 0; i < deltas; i++) {
                call.send(EIGHT_KB);
            }
            call.send(Model.END).end();
        }); RuntimeApi api = RuntimeApi.start(); Sandbox sandbox = Sandbox.start(api, Model.at(model))) {
            sandbox.awaitReady(api);
            long start = System.nanoTime();
            Invocation run = api.invoke(Event.run("Assistant"), TIMEOUT);

            assertThat(run.end().outcome()).isEqualTo(Outcome.RESPONDED);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as("6 MiB at once, the rest at 2 MiB/s")
                    .isGreaterThan(Duration.ofMillis(1500));
            assertThat(run.text().split("response.output_text.delta", -1)).hasSize(deltas + 1);
            assertThat(run.text()).contains("\"status\":\"completed\"");
        }
    }

    @Test
    void whatLambdaDoesNotTakeIsNotReadFromTheModelEither() throws Exception {
        try (ScriptedServer model = ScriptedServer.start()
                .always(call -> call.eventStream().flood(EIGHT_KB, ENDLESS));
                RuntimeApi api = RuntimeApi.start(); Sandbox sandbox = Sandbox.start(api, Model.at(model))) {
            sandbox.awaitReady(api);
            long before = sandbox.residentBytes();
            api.invoke(Event.run("Assistant"), TIMEOUT, new Pace(MB, 1, ENDLESS));

            Conversation call = model.conversation();
            long sent = call.awaitStill();

            assertThat(sent).as("bytes of the model").isGreaterThan(MB).isLessThan(ENDLESS / 2);
            assertThat(sandbox.residentBytes() - before).as("growth of the application").isLessThan(200L * MB);
        }
    }

    @Test
    void aStreamBeyondTheLimitIsCutAndTheCallOfTheModelEndsWithIt() throws Exception {
        try (ScriptedServer model = ScriptedServer.start()
                .always(call -> call.eventStream().flood(EIGHT_KB, 200L * MB));
                RuntimeApi api = RuntimeApi.start(); Sandbox sandbox = Sandbox.start(api, Model.at(model))) {
            Invocation run = api.invoke(Event.run("Assistant"), TIMEOUT, new Pace(200L * MB, MB, 2L * MB));

            assertThat(run.end().outcome()).isEqualTo(Outcome.TOO_LARGE);
            model.conversation().untilPeerCloses();
            assertThat(sandbox.application().isAlive()).isTrue();
        }
    }
}
