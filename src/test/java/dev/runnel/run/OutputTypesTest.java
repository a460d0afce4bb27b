package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedItems.refusal;
import static dev.runnel.model.scripted.ScriptedTurn.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.agent.OutputSchema;
import dev.runnel.agent.ToolUseBehavior;
import dev.runnel.agent.UserException;
import dev.runnel.event.OutputValue;
import dev.runnel.model.JsonText;
import dev.runnel.model.Message;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.ModelRefusalException;
import dev.runnel.model.OutputFormat;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Final outputs of a form: C26 to C28 of the reference and their like. */
class OutputTypesTest extends RunnerFixture {

    private static final String WRAPPED_INTEGER = "{\"type\":\"object\",\"properties\":{\"response\":{\"type\":\"integer\"}},"
            + "\"required\":[\"response\"],\"additionalProperties\":false}";

    private static final OutputSchema TEA = new OutputSchema() {
        @Override
        public String name() {
            return "Tea";
        }

        @Override
        public JsonText jsonSchema() {
            return JsonText.of("{\"type\":\"object\"}");
        }

        @Override
        public boolean isStrict() {
            return false;
        }

        @Override
        public OutputValue read(JsonText json) {
            return new OutputValue(json.string("leaf").orElseThrow(() -> new IllegalArgumentException("there is no leaf")), json);
        }
    };

    @Test
    void c26AFinalOutputIsAValueOfItsType() {
        Outcome outcome = bothWays(a().outputType(Integer.class).build(), RunOptions.DEFAULT,
                answer(message("{\"response\":42}")));

        assertThat(outcome.trace()).isEqualTo("RUN started\nAGENT A\n" + Trace.MESSAGE + """
                ITEM message_output_created [message_output_item] agent=A
                RAW response.completed #8
                RUN completed '42'
                """);
        assertThat(outcome.result().finalOutputAs(Integer.class)).isEqualTo(42);
        assertThat(outcome.model().requests().get(0).outputFormat())
                .contains(new OutputFormat("final_output", JsonText.of(WRAPPED_INTEGER), true));
        assertThat(outcome.events()).last().extracting(Object::toString).asString().contains("42");
    }

    @Test
    void aListIsInAnObjectTooAndASchemaOfOnesOwnIsTakenAsItIs() {
        assertThat(bothWays(a().outputListOf(String.class).build(), RunOptions.DEFAULT,
                answer(message("{\"response\":[\"a\",\"b\"]}"))).result().finalOutput()).contains(List.of("a", "b"));
        Outcome own = bothWays(a().outputType(TEA).build(), RunOptions.DEFAULT, answer(message("{\"leaf\":\"green\"}")));
        assertThat(own.result().finalOutput()).contains("green");
        assertThat(own.model().requests().get(0).outputFormat().orElseThrow().strict()).isFalse();
        assertThat(bothWays(a().outputType(String.class).build(), RunOptions.DEFAULT, answer(message("words"))).model()
                .requests().get(0).outputFormat()).as("words have no form").isEmpty();
    }

    @Test
    void c27AnOutputThatDoesNotFitFailsTheRunAfterItsMessage() {
        Outcome noJson = bothWays(a().outputType(Integer.class).build(), RunOptions.DEFAULT, answer(message("forty-two")));
        assertThat(noJson.failure(ModelBehaviorException.class))
                .hasMessage("The final output of agent 'A' is no Integer: it is not JSON");
        assertThat(noJson.trace()).endsWith("""
                ITEM message_output_created [message_output_item] agent=A
                RAW response.completed #8
                RUN failed model_behavior
                """);
        assertThat(bothWays(a().outputType(Integer.class).build(), RunOptions.DEFAULT,
                answer(message("{\"response\":\"x\"}"))).failure(ModelBehaviorException.class))
                .hasMessageContaining("must be an integer");
        assertThat(bothWays(a().outputType(TEA).build(), RunOptions.DEFAULT, answer(message("{}")))
                .failure(ModelBehaviorException.class)).hasMessageEndingWith("is no Tea: there is no leaf");
    }

    @Test
    void c28WithoutAMessageTheModelIsAskedAgain() {
        Outcome outcome = bothWays(a().outputType(Integer.class).build(), RunOptions.DEFAULT, answer(),
                answer(message("{\"response\":1}")));

        assertThat(outcome.trace()).isEqualTo("""
                RUN started
                AGENT A
                RAW response.created #0
                RAW response.in_progress #1
                RAW response.completed #2
                """ + Trace.MESSAGE + """
                ITEM message_output_created [message_output_item] agent=A
                RAW response.completed #8
                RUN completed '1'
                """);
        assertThat(outcome.result().usage().requests()).isEqualTo(2);
    }

    @Test
    void aHandlerMayGiveAnOutputThatFits() {
        Outcome handled = bothWays(a().outputType(Integer.class).build(), RunOptions.builder().onInvalidFinalOutput(
                input -> Uni.createFrom().item(Optional.of(
                        RunErrorHandlerResult.ofJson(JsonText.of("{\"response\":7}"))))).build(), answer(message("x")));
        assertThat(handled.result().finalOutputAs(Integer.class)).isEqualTo(7);
        assertThat(handled.result().toInputList()).last().isInstanceOfSatisfying(Message.class,
                message -> assertThat(message.text()).isEqualTo("7"));

        assertThat(bothWays(a().outputType(Integer.class).build(), RunOptions.builder()
                .onInvalidFinalOutput(RunErrorHandler.giving("seven")).build(), answer(message("x")))
                .failure(UserException.class)).hasMessageContaining("error handler", "it is not JSON");
    }

    @Test
    void aRefusalIsNoOutputAndAToolsOutputIsOneAsItIs() {
        assertThat(bothWays(a().outputType(Integer.class).build(), RunOptions.DEFAULT, answer(refusal("no")))
                .failure(ModelRefusalException.class).refusal()).isEqualTo("no");
        Agent agent = a().outputType(Integer.class).toolUseBehavior(ToolUseBehavior.stopOnFirstTool())
                .tools(tool("count", () -> Uni.createFrom().item(new OutputValue(3, JsonText.of("3"))))).build();
        assertThat(bothWays(agent, RunOptions.DEFAULT, answer(functionCall("c1", "count", "{}"))).result()
                .finalOutputAs(Integer.class)).isEqualTo(3);
    }

    @Test
    void aTypeWithoutASchemaIsNamed() {
        assertThat(bothWays(a().outputType(Thread.class).build(), RunOptions.DEFAULT, answer(message("x")))
                .failure(UserException.class)).hasMessageContainingAll("agent 'A'", "java.lang.Thread", "@OutputType");
    }
}
