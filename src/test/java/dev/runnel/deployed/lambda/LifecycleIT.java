package dev.runnel.deployed.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.deployed.NeedsTool;
import dev.runnel.deployed.lambda.Invocation.Outcome;
import dev.runnel.testing.ScriptedServer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From the start of an execution environment to its end. */
@NeedsTool("lambda-adapter")
@Timeout(180)
class LifecycleIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** Lambda's is 10 s, which the jar may need more than, on a slow machine. */
    private static final Duration LONGEST_INIT = Duration.ofSeconds(
            System.getProperty("runnel.command", "").isBlank() ? 60 : 10);

    @Test
    void itIsReadyWithinTheTimeOfTheInitAndTheAdapterIsAnExtension() throws Exception {
        try (RuntimeApi api = RuntimeApi.start(); Sandbox sandbox = Sandbox.start(api, Model.embedded())) {
            Duration init = sandbox.awaitReady(api);
            Invocation run = api.invoke(Event.run("Joker"), TIMEOUT);
            long first = run.await("\"status\":\"started\"");

            System.out.printf("From the start of adapter and application to the first GET /next: %d ms%n", init.toMillis());
            assertThat(init).isLessThan(LONGEST_INIT);
            assertThat(first).isGreaterThan(sandbox.startNanos());
            assertThat(api.extensions()).containsExactly("lambda-adapter");
            assertThat(run.end().outcome()).isEqualTo(Outcome.RESPONDED);
        }
    }

    @Test
    void theFirstInvocationMayWaitForTheInit() throws Exception {
        try (RuntimeApi api = RuntimeApi.start()) {
            Invocation run = api.invoke(Event.run("Joker"), TIMEOUT);
            try (Sandbox sandbox = Sandbox.start(api, Model.embedded())) {
                assertThat(run.end().outcome()).isEqualTo(Outcome.RESPONDED);
                assertThat(run.text()).contains("\"status\":\"completed\"");
                assertThat(sandbox.adapter().isAlive()).isTrue();
            }
        }
    }

    /** Longer than the adapter keeps an idle connection, and with the provider closing its own meanwhile. */
    @Test
    void whatWasFrozenBetweenTwoInvocationsDoesNotNotice() throws Exception {
        CountDownLatch frozen = new CountDownLatch(1);
        try (ScriptedServer model = ScriptedServer.start().then(call -> {
            call.eventStream().send(Model.delta("one")).send(Model.END).end();
            call.stall(frozen).fin();
        }).always(call -> call.eventStream().send(Model.delta("two")).send(Model.END).end());
                RuntimeApi api = RuntimeApi.start(); Sandbox sandbox = Sandbox.start(api, Model.at(model))) {
            assertThat(api.invoke(Event.run("Assistant"), TIMEOUT).end().outcome()).isEqualTo(Outcome.RESPONDED);
            await().until(() -> api.polls() == 1);

            sandbox.freeze();
            frozen.countDown();
            TimeUnit.SECONDS.sleep(6); // the time that passes is what is tested
            Invocation run = api.invoke(Event.run("Assistant"), TIMEOUT);
            sandbox.thaw();

            assertThat(run.end().outcome()).isEqualTo(Outcome.RESPONDED);
            assertThat(run.text()).contains("\"delta\":\"two\"", "\"status\":\"completed\"");
        }
    }

    @Test
    void onSigtermTheApplicationEndsWithStatus0InItsTime() throws Exception {
        try (RuntimeApi api = RuntimeApi.start(); Sandbox sandbox = Sandbox.start(api, Model.embedded())) {
            api.invoke(Event.run("Joker"), TIMEOUT).end();

            assertThat(sandbox.shutDown()).isZero();
            assertThat(sandbox.application().lines()).anyMatch(line -> line.contains("runnel stopped in"));
        }
    }

    @Test
    void killedAtOnceItLeavesNothingThatTheNextOneStumblesOver() throws Exception {
        try (RuntimeApi api = RuntimeApi.start()) {
            for (int i = 0; i < 2; i++) {
                try (Sandbox sandbox = Sandbox.start(api, Model.embedded())) {
                    Invocation run = api.invoke(Event.run("Joker"), TIMEOUT);
                    assertThat(run.end().outcome()).isEqualTo(Outcome.RESPONDED);
                    sandbox.application().signal("KILL");
                    assertThat(sandbox.application().exitStatus(TIMEOUT)).isEqualTo(137);
                }
                await().until(() -> api.polls() == 0);
            }
        }
    }

    @Test
    void aWrongSettingEndsTheInitWithOneLineAndNoInvocationIsAskedFor() throws Exception {
        try (RuntimeApi api = RuntimeApi.start();
                Sandbox sandbox = Sandbox.start(api, Model.embedded("RUNNEL_HTTP_HEARTBEAT", "2h"))) {
            assertThat(sandbox.application().exitStatus(TIMEOUT)).isEqualTo(2);
            assertThat(sandbox.application().lines()).singleElement().asString()
                    .contains("runnel.http.heartbeat is 7200000");
            assertThat(api.ready()).isNotDone();
        }
    }

    @Test
    void anApplicationThatIsNeverReadyIsNeverAskedAnything() throws Exception {
        try (RuntimeApi api = RuntimeApi.start(); Sandbox sandbox = Sandbox.start(api,
                Model.embedded("AWS_LWA_READINESS_CHECK_PATH", "/nothing-is-here"))) {
            sandbox.application().line("Listening on");
            sandbox.adapter().line("app is not ready after 2000ms");

            assertThat(api.ready()).isNotDone();
        }
    }
}
