package dev.runnel.deployed.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.deployed.NeedsTool;
import dev.runnel.deployed.lambda.Invocation.Outcome;
import dev.runnel.testing.ScriptedServer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a caller sees when something breaks in the middle of a stream. */
@NeedsTool("lambda-adapter")
@Timeout(180)
class FailureIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Test
    void aModelThatBreaksOffIsToldInTheLastEvent() throws Exception {
        try (ScriptedServer model = ScriptedServer.start()
                .always(call -> call.eventStream().send(Model.delta("one")).fin());
                RuntimeApi api = RuntimeApi.start(); Sandbox sandbox = Sandbox.start(api, Model.at(model))) {
            Invocation run = api.invoke(Event.run("Assistant"), TIMEOUT);

            assertThat(run.end().outcome()).as("for Lambda the answer is whole").isEqualTo(Outcome.RESPONDED);
            assertThat(run.text()).contains("\"delta\":\"one\"").containsOnlyOnce("\"status\":\"failed\"")
                    .contains("\"error\":{\"type\":\"model_connection\"").endsWith("}}\n\n");
            assertThat(sandbox.application().isAlive()).isTrue();
        }
    }

    /** The adapter writes the error into the body, as lines that are no fields of an event stream. */
    @Test
    void anApplicationThatDiesLeavesAStreamWithoutItsLastEvent() throws Exception {
        try (ScriptedServer model = ScriptedServer.start()
                .always(call -> call.eventStream().send(Model.delta("one")).untilPeerCloses());
                RuntimeApi api = RuntimeApi.start(); Sandbox sandbox = Sandbox.start(api, Model.at(model))) {
            Invocation run = api.invoke(Event.run("Assistant"), TIMEOUT);
            run.await("\"delta\":\"one\"");
            sandbox.application().signal("KILL");

            assertThat(run.end().outcome()).isEqualTo(Outcome.RESPONDED);
            assertThat(run.text()).contains("\n\nLambda-Runtime-Function-Error-Type: Runtime.StreamError\r\n")
                    .doesNotContain("\"status\":\"failed\"").doesNotContain("\"status\":\"completed\"");
            Invocation next = api.invoke(Event.run("Assistant"), TIMEOUT);
            assertThat(next.end().outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(next.end().error()).contains("errorMessage");
        }
    }

    @Test
    void whoeverCalledMayHaveGoneAndTheRunGoesToItsEnd() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (ScriptedServer model = ScriptedServer.start().always(call -> {
            call.eventStream().send(Model.delta("word-0")).stall(goOn);
            for (int i = 1; i < 100; i++) {
                call.send(Model.delta("word-" + i));
            }
            call.send(Model.END).end();
        }); RuntimeApi api = RuntimeApi.start(); Sandbox sandbox = Sandbox.start(api, Model.at(model))) {
            Invocation run = api.invoke(Event.run("Assistant"), TIMEOUT);
            run.await("\"delta\":\"word-0\"");
            run.leave();
            goOn.countDown();

            assertThat(run.end().outcome()).as("Lambda reads on, whoever is there").isEqualTo(Outcome.RESPONDED);
            assertThat(model.conversation().peerClosed()).as("the call of the model").isNotDone();
            assertThat(sandbox.application().isAlive()).isTrue();
        }
    }
}
