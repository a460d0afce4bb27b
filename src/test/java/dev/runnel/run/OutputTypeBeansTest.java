package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.agent.Agent;
import dev.runnel.agent.AgentTool;
import dev.runnel.agent.Handoff;
import dev.runnel.model.Message;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.scripted.ScriptedModel;
import dev.runnel.tool.OutputType;
import dev.runnel.tool.Param;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Output types that are the application's own classes, with the schemas that were made when it was built. */
@QuarkusTest
class OutputTypeBeansTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Inject
    Runner runner;

    /** A joke, rated. */
    @OutputType
    record Joke(@Param("The whole joke") String text, @Min(1) @Max(5) int rating, Optional<Kind> kind, List<Word> words) {
    }

    record Word(String word) {
    }

    @OutputType
    enum Kind {
        PUN, RIDDLE
    }

    /** What only tools return: it has no schema. */
    @OutputType
    static final class Plain {
    }

    @Test
    void aRecordIsReadWithAllThatIsInIt() {
        ScriptedModel model = new ScriptedModel().answer(message(
                "{\"text\":\"Ha\",\"rating\":4,\"kind\":\"PUN\",\"words\":[{\"word\":\"ha\"}]}"));
        RunResult result = run(Agent.named("A").model(model).outputType(Joke.class).build());

        assertThat(result.finalOutputAs(Joke.class))
                .isEqualTo(new Joke("Ha", 4, Optional.of(Kind.PUN), List.of(new Word("ha"))));
        assertThat(schema(model)).isEqualTo("""
                {"type":"object","properties":{"text":{"description":"The whole joke","type":"string"},\
                "rating":{"type":"integer","minimum":1,"maximum":5},"kind":{"type":["string","null"],\
                "enum":["PUN","RIDDLE",null]},"words":{"type":"array","items":{"type":"object","properties":{\
                "word":{"type":"string"}},"required":["word"],"additionalProperties":false}}},\
                "required":["text","rating","kind","words"],"additionalProperties":false}""");
    }

    @Test
    void constraintsHold() {
        ScriptedModel model = new ScriptedModel().answer(message(
                "{\"text\":\"Ha\",\"rating\":6,\"kind\":null,\"words\":[]}"));
        assertThatThrownBy(() -> run(Agent.named("A").model(model).outputType(Joke.class).build()))
                .isInstanceOf(ModelBehaviorException.class)
                .hasMessageContaining("is no Joke: Parameter 'rating' is 6, but must be an integer");
    }

    @Test
    void enumsAndListsAreWrapped() {
        ScriptedModel model = new ScriptedModel().answer(message("{\"response\":\"RIDDLE\"}"))
                .answer(message("{\"response\":[\"PUN\",\"RIDDLE\"]}"));
        assertThat(run(Agent.named("A").model(model).outputType(Kind.class).build()).finalOutput()).contains(Kind.RIDDLE);
        assertThat(run(Agent.named("A").model(model).outputListOf(Kind.class).build()).finalOutput())
                .contains(List.of(Kind.PUN, Kind.RIDDLE));
    }

    @Test
    void aClassThatIsNoRecordIsRefusedWhereItIsAskedFor() {
        assertThatThrownBy(() -> run(Agent.named("A").outputType(Plain.class).build()))
                .hasMessageContainingAll("agent 'A'", "Plain, annotated @OutputType, is neither a record nor an enum");
    }

    @Test
    void aHandoffTakesAnInputThatItsCallbackGets() {
        List<Escalation> told = new CopyOnWriteArrayList<>();
        Agent b = Agent.named("B").model(new ScriptedModel().answer(message("I am B"))).build();
        ScriptedModel model = new ScriptedModel().answer(functionCall("h1", "transfer_to_b", "{\"reason\":\"late\"}"))
                .answer(functionCall("h1", "transfer_to_b", "{\"reason\":7}"));
        Agent a = Agent.named("A").model(model).handoffs(Handoff.to(b).withInput(Escalation.class, (run, input) -> {
            told.add(input);
            return Uni.createFrom().voidItem();
        })).build();
        run(a);

        assertThat(told).containsExactly(new Escalation("late"));
        assertThat(model.requests().get(0).tools().get(0).parameters().toString()).contains("\"required\":[\"reason\"]");
        assertThatThrownBy(() -> run(a)).isInstanceOf(ModelBehaviorException.class)
                .hasMessageContaining("handed off with transfer_to_b, and what it gave is no Escalation: Parameter 'reason'");
    }

    @Test
    void anAgentThatIsCalledAsAToolTakesAnInstanceOfARecord() {
        ScriptedModel inner = new ScriptedModel().answer(message("I see")).answer(message("I see"));
        AgentTool asked = Agent.named("B").model(inner).build().asTool("ask_b", "Asks.");
        ScriptedModel model = new ScriptedModel().answer(functionCall("c1", "ask_b", "{\"reason\":\"late\"}"),
                functionCall("c2", "tell_b", "{\"reason\":\"late\"}"), functionCall("c3", "ask_b", "{\"reason\":7}"))
                .answer(message("done"));
        run(Agent.named("A").model(model).tools(asked.withParameters(Escalation.class), Agent.named("C").model(inner).build()
                .asTool("tell_b", "Tells.").withParameters(Escalation.class, escalation -> "Why? " + escalation.reason()))
                .build());

        assertThat(model.requests().get(0).tools().get(0).parameters().toString()).contains("\"required\":[\"reason\"]");
        assertThat(inner.requests()).extracting(request -> ((Message) request.input().get(0)).text())
                .containsExactlyInAnyOrder("You are called as a tool. This is the structured input of the call:\n\n"
                        + "{\"reason\":\"late\"}", "Why? late");
        assertThat(model.requests().get(1).input()).last().extracting(item -> item.json().toString()).asString()
                .contains("Parameter 'reason'");
    }

    @Test
    void aRecordWithoutASchemaIsNoParameterOfAnAgent() {
        assertThatThrownBy(() -> run(Agent.named("A").tools(Agent.named("B").build().asTool("ask_b", "Asks.")
                .withParameters(Word.class)).build()))
                .hasMessageContainingAll("'ask_b' of the agent 'A'", "Word has no JSON schema; allowed are records");
    }

    @OutputType
    record Escalation(String reason) {
    }

    private RunResult run(Agent agent) {
        return runner.run(agent, "hi").await().atMost(LIMIT);
    }

    private static String schema(ScriptedModel model) {
        ModelRequest request = model.requests().get(0);
        return request.outputFormat().orElseThrow().schema().toString();
    }
}
