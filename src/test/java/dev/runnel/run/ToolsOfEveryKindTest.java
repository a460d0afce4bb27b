package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.event.OutputValue;
import dev.runnel.model.JsonText;
import dev.runnel.model.scripted.ScriptedModel;
import dev.runnel.tool.Tool;
import io.quarkus.arc.Arc;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tools by class, by name and by hand, through the runner: the same contexts wherever they run. */
@QuarkusTest
class ToolsOfEveryKindTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    Runner runner;

    @Inject
    CurrentIdentityAssociation identity;

    @Inject
    Visit visit;

    private final ScriptedModel model = new ScriptedModel();

    @ParameterizedTest
    @CsvSource({ "gt_blocking,elsewhere ann", "gt_uni,event loop ann", "gt_uni_at_once,event loop ann",
            "gt_for_ann,open" })
    void aToolByClassSeesTheCallersIdentity(String tool, String output) {
        assertThat(output("ann", Agent.named("A").tools(GuardedTools.class), tool)).isEqualTo(output);
    }

    @Test
    void aToolByNameIsTheSameTool() {
        assertThat(output("bob", Agent.named("A").tools("gt_uni"), "gt_uni")).isEqualTo("event loop bob");
    }

    @Test
    void anInterceptorThatRefusesIsToldToTheModel() {
        assertThat(output("bob", Agent.named("A").tools("gt_for_ann"), "gt_for_ann"))
                .isEqualTo("An error occurred while running the tool. Please try again. Error: This is not for bob");
    }

    @Test
    void aToolByHandThatBlocksHasTheRunsContextsElsewhere() {
        String[] visits = new String[1];
        Tool onLoop = Tool.named("on_loop").handler((context, arguments) -> {
            visits[0] = visit.id();
            return Uni.createFrom().item(OutputValue.of("ok"));
        });
        Tool byHand = Tool.named("by_hand").blocking((context, arguments) -> GuardedTools.where() + " "
                + identity.getIdentity().getPrincipal().getName() + " " + visit.id().equals(visits[0]));
        model.answer(functionCall("c0", "on_loop", "{}"));
        assertThat(output("ann", Agent.named("A").tools(onLoop, byHand), "by_hand")).isEqualTo("elsewhere ann true");
    }

    @Test
    void whatAToolByHandReturnsIsItsOutput() {
        Map<String, Object> returned = Map.of("text", "a", "number", 7, "json", JsonText.of("{\"b\":1}"), "value",
                OutputValue.of("c"), "truth", true);
        Map<String, String> expected = Map.of("text", "a", "number", "7", "json", "{\"b\":1}", "value", "c",
                "truth", "true");
        returned.forEach((name, value) -> assertThat(output("ann",
                Agent.named("A").tools(Tool.named(name).blocking((context, arguments) -> value)), name))
                .isEqualTo(expected.get(name)));
        assertThat(output("ann", Agent.named("A").tools(Tool.named("none").blocking((context, arguments) -> null)), "none"))
                .isEmpty();
        Tool any = Tool.named("any").blocking((context, arguments) -> Map.of());
        assertThat(output("ann", Agent.named("A").tools(any), "any"))
                .contains("The tool 'any' returned a java.util.", "; allowed are texts, numbers, booleans, JsonText,"
                        + " OutputValue and ToolOutputPart, also in a list");
    }

    @Test
    void whatAToolByHandThrowsIsToldToTheModel() {
        Tool failing = Tool.named("failing").blocking((context, arguments) -> {
            throw new IOException("the disk is gone");
        });
        assertThat(output("ann", Agent.named("A").tools(failing), "failing")).endsWith("Error: the disk is gone");
    }

    @Test
    void cancellingARunInterruptsAToolByHand() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Tool waiting = Tool.named("waiting").blocking((context, arguments) -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return "late";
        });
        model.answer(functionCall("c1", "waiting", "{}")).answer(message("never read"));
        RunResultStreaming result = runner.runStreamed(Agent.named("A").model(model).tools(waiting).build(), "hi");
        result.streamEvents().subscribe().with(event -> { });
        assertThat(started.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        result.cancel();
        assertThat(interrupted.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aLooseSchemaIsSentAsSuch() {
        JsonText schema = JsonText.of("{\"type\":\"object\"}");
        assertThat(Tool.named("loose").looseParameters(schema).blocking((context, arguments) -> "").definition().strict())
                .isFalse();
        assertThat(Tool.named("strict").parameters(Tool.NO_PARAMETERS).blocking((context, arguments) -> "").definition()
                .strict()).isTrue();
    }

    /** Runs as this caller; what the model is then told that the tool gave. */
    private String output(String caller, Agent.Builder agent, String tool) {
        model.answer(functionCall("c1", tool, "{}")).answer(message("done"));
        RunResultStreaming result = runner.runStreamed(as(caller, agent), "hi");
        result.streamEvents().collect().last().await().atMost(LIMIT);
        var input = model.requests().get(model.requests().size() - 1).input();
        return input.get(input.size() - 1).json().string("output").orElseThrow();
    }

    /** The identity is the test's request's, which the run takes over. */
    private Agent as(String caller, Agent.Builder agent) {
        assertThat(Arc.container().requestContext().isActive()).isTrue();
        identity.setIdentity(new TestIdentity(caller));
        return agent.model(model).build();
    }
}
