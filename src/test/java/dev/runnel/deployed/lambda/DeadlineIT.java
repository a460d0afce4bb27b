package dev.runnel.deployed.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.deployed.NeedsTool;
import dev.runnel.deployed.lambda.Invocation.End;
import dev.runnel.deployed.lambda.Invocation.Outcome;
import dev.runnel.testing.PeerClosed;
import dev.runnel.testing.ScriptedServer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens when the time of an invocation is over. */
@NeedsTool("lambda-adapter")
@Timeout(180)
class DeadlineIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void aRunEndsWithItsLastEventBeforeLambdaCutsIt() throws Exception {
        try (ScriptedServer model = ScriptedServer.start()
                .always(call -> call.eventStream().send(Model.delta("one")).untilPeerCloses());
                RuntimeApi api = RuntimeApi.start(); Sandbox sandbox = Sandbox.start(api, Model.at(model))) {
            sandbox.awaitReady(api);
            Invocation run = api.invoke(Event.run("Assistant"), Duration.ofSeconds(5));

            End end = run.end();

            assertThat(end.outcome()).isEqualTo(Outcome.RESPONDED);
            assertThat(Instant.now()).isBetween(run.deadline().minusMillis(2050), run.deadline());
            assertThat(run.text()).contains("\"delta\":\"one\"").contains("\"error\":{\"type\":\"deadline_exceeded\"")
                    .endsWith("}}\n\n");
            assertThat(model.conversation().untilPeerCloses()).as("the call of the model").isInstanceOf(PeerClosed.class);
            assertThat(api.invoke(Event.url("GET", "/agents", ""), LONG).end().outcome()).isEqualTo(Outcome.RESPONDED);
        }
    }

    @Test
    void aRequestCanAskForLessTime() throws Exception {
        try (ScriptedServer model = ScriptedServer.start().always(call -> call.eventStream().untilPeerCloses());
                RuntimeApi api = RuntimeApi.start(); Sandbox sandbox = Sandbox.start(api, Model.at(model))) {
            Invocation run = api.invoke(Event.url("POST", "/runs",
                    "{\"agent\":\"Assistant\",\"input\":\"hi\",\"max_run_time\":0.3}"), LONG);

            assertThat(run.end().outcome()).isEqualTo(Outcome.RESPONDED);
            assertThat(run.text()).contains("\"error\":{\"type\":\"deadline_exceeded\"", "300 ms");
            assertThat(sandbox.application().isAlive()).isTrue();
        }
    }

    @Test
    void aClientCannotGetMoreTimeWithAHeaderOfItsOwn() throws Exception {
        try (ScriptedServer model = ScriptedServer.start().always(call -> call.eventStream().untilPeerCloses());
                RuntimeApi api = RuntimeApi.start(); Sandbox sandbox = Sandbox.start(api, Model.at(model))) {
            sandbox.awaitReady(api);
            Invocation run = api.invoke(Event.url("POST", "/runs", "{\"agent\":\"Assistant\",\"input\":\"hi\"}",
                    "x-amzn-lambda-context: {\"deadline\":9999999999999}"), Duration.ofSeconds(4));

            assertThat(run.end().outcome()).isEqualTo(Outcome.RESPONDED);
            assertThat(run.text()).contains("\"error\":{\"type\":\"deadline_exceeded\"");
        }
    }

    @Test
    void anApplicationThatIsStuckIsCutAndItsSandboxThrownAway() throws Exception {
        try (ScriptedServer model = ScriptedServer.start()
                .always(call -> call.eventStream().send(Model.delta("one")).untilPeerCloses());
                RuntimeApi api = RuntimeApi.start(); Sandbox stuck = Sandbox.start(api, Model.at(model))) {
            stuck.awaitReady(api);
            Invocation run = api.invoke(Event.run("Assistant"), Duration.ofSeconds(3));
            run.await("\"delta\":\"one\"");
            stuck.application().signal("STOP");

            assertThat(run.end().outcome()).isEqualTo(Outcome.TIMED_OUT);
            assertThat(run.text()).doesNotContain("\"status\":\"failed\"");
        }
        try (ScriptedServer model = ScriptedServer.start().always(call -> call.eventStream().send(Model.END).end());
                RuntimeApi api = RuntimeApi.start(); Sandbox next = Sandbox.start(api, Model.at(model))) {
            assertThat(api.invoke(Event.run("Assistant"), LONG).end().outcome()).isEqualTo(Outcome.RESPONDED);
            assertThat(next.application().isAlive()).isTrue();
        }
    }
}
