package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.event.OutputValue;
import dev.runnel.model.scripted.ScriptedModel;
import dev.runnel.testing.LogCapture;
import dev.runnel.tool.Tool;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Whatever is logged inside a run carries the run's id. */
@QuarkusTest
class RunLogTest {

    private static final Logger LOG = Logger.getLogger(RunLogTest.class);

    @Inject
    Runner runner;

    @Test
    void everyLineOfARunHasItsIdOnToolsThreadsToo() {
        Tool blocking = Tool.named("blocking").blocking((context, arguments) -> {
            LOG.warn("blocking in " + context.run().runId());
            return "1";
        });
        Tool onTheLoop = Tool.named("on_the_loop").handler((context, arguments) -> {
            LOG.warn("on the loop in " + context.run().runId());
            return Uni.createFrom().item(OutputValue.of("2"));
        });
        Tool failing = Tool.named("failing").blocking((context, arguments) -> {
            throw new IllegalStateException("failing in " + context.run().runId());
        });
        try (LogCapture log = LogCapture.start()) {
            Uni.join().all(run(blocking, onTheLoop, failing), run(blocking, onTheLoop, failing)).andFailFast()
                    .await().atMost(Duration.ofSeconds(20));
            LOG.warn("outside");

            assertThat(log.lines()).filteredOn(line -> line.message().contains("run_")).hasSize(6).allSatisfy(
                    line -> assertThat(line.runId()).startsWith("run_").isSubstringOf(line.message()));
            assertThat(log.lines()).contains(new LogCapture.Line("outside", ""));
        }
    }

    private Uni<RunResult> run(Tool... tools) {
        ScriptedModel model = new ScriptedModel()
                .answer(functionCall("c1", "blocking", "{}"), functionCall("c2", "on_the_loop", "{}"),
                        functionCall("c3", "failing", "{}"))
                .answer(message("Done"));
        return runner.run(Agent.named("A").model(model).tools(tools).build(), "hi");
    }
}
