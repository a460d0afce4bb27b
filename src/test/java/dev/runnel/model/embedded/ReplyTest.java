package dev.runnel.model.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyTest {

    private static final String JOKER = "First call the `how_many_jokes` tool, then tell that many jokes.";
    private static final String TRIAGE = "Look at the language of the request, and hand off to the agent who speaks it.";

    @Test
    void aToolThatTheInstructionsNameIsCalled() {
        assertThat(reply(Requests.user("Hello").instructions(JOKER).tool("how_many_jokes").tool("another")))
                .containsExactly(new OutputItem.Call("how_many_jokes", "{}"));
    }

    @Test
    void theNumberThatTheToolAnsweredIsTheNumberOfJokes() {
        String text = text(Requests.user("Hello").instructions(JOKER).tool("how_many_jokes").called("how_many_jokes", "7"));

        assertThat(text.lines().filter(line -> line.matches("\\d+\\. .+"))).hasSize(7);
        assertThat(text.lines().skip(1)).doesNotHaveDuplicates();
    }

    @Test
    void aNewMessageOfTheUserMakesTheToolCalledAgain() {
        assertThat(reply(Requests.user("Hello").instructions(JOKER).tool("how_many_jokes").called("how_many_jokes", "7")
                .saying("Again"))).containsExactly(new OutputItem.Call("how_many_jokes", "{}"));
    }

    @Test
    void severalToolsAreCalledInTheOrderInWhichTheyAreNamed() {
        assertThat(reply(Requests.user("Use third and `second`, please").instructions("Begin with first.")
                .tool("second").tool("third").tool("first"))).extracting(ReplyTest::name)
                .containsExactly("first", "third", "second");
    }

    @Test
    void onlyTheToolsThatWereNotCalledYetAreCalled() {
        assertThat(reply(Requests.user("Use `one` and `two`").tool("one").tool("two").called("one", "done")))
                .extracting(ReplyTest::name).containsExactly("two");
    }

    @Test
    void withoutParallelCallsOneToolIsCalledAtATime() {
        assertThat(reply(Requests.user("Use `one` and `two`").tool("one").tool("two").with("parallel_tool_calls", "false")))
                .extracting(ReplyTest::name).containsExactly("one");
    }

    @Test
    void aNameWithinALongerNameIsNotTheTool() {
        assertThat(reply(Requests.user("Use `search_all` or pre-search or researching").tool("search")))
                .hasOnlyElementsOfType(OutputItem.Text.class);
    }

    @Test
    void theToolChoiceIsKeptTo() {
        Requests request = Requests.user("Use `one`").tool("zero").tool("one");

        assertThat(reply(request.with("tool_choice", "\"none\""))).hasOnlyElementsOfType(OutputItem.Text.class);
        assertThat(reply(request.with("tool_choice", "{\"type\":\"function\",\"name\":\"zero\"}")))
                .extracting(ReplyTest::name).containsExactly("zero");
        assertThat(reply(Requests.user("Hello").tool("zero").tool("one").with("tool_choice", "\"required\"")))
                .extracting(ReplyTest::name).containsExactly("zero");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Hola, ¿cómo estás?                         | transfer_to_spanish_agent
            Por favor, un chiste                       | transfer_to_spanish_agent
            Hello, how are you?                        | transfer_to_english_agent
            What is the weather like in Las Vegas?     | transfer_to_english_agent
            I would like to talk in Spanish            | transfer_to_spanish_agent
            Quiero hablar en inglés                    | transfer_to_english_agent
            Call transfer_to_spanish_agent             | transfer_to_spanish_agent
            """)
    void aTriageAgentHandsOffByLanguageOrByName(String words, String handoff) {
        assertThat(reply(triage(words))).containsExactly(new OutputItem.Call(handoff, "{}"));
    }

    @Test
    void afterAHandoffTheNextAgentAnswersInItsLanguage() {
        assertThat(text(Requests.user("Hola, ¿qué tal?").instructions("You only speak Spanish.")
                .tool("transfer_to_triage_agent").tool("transfer_to_english_agent")
                .called("transfer_to_spanish_agent", "{\"assistant\": \"Spanish agent\"}")))
                .contains("no un LLM").contains("Hola, ¿qué tal?").doesNotContain("transfer_to");
    }

    @Test
    void aWordOfTheDescriptionChoosesTheHandoffWhereTheInstructionsTellToHandOff() {
        Requests request = Requests.user("Where is my invoice?").instructions("Hand off to the right agent.")
                .tool("transfer_to_refunds", "Handoff to the refunds agent to handle the request. Gives money back.", "{}")
                .tool("transfer_to_billing", "Handoff to the billing agent to handle the request. Explains an invoice.",
                        "{}");

        assertThat(reply(request)).extracting(ReplyTest::name).containsExactly("transfer_to_billing");
        assertThat(reply(request.instructions("Help."))).hasOnlyElementsOfType(OutputItem.Text.class);
    }

    @Test
    void namedToolsComeBeforeAHandoff() {
        Requests request = triage("Hola").tool("greet").instructions(TRIAGE + " Call greet first.");

        assertThat(reply(request)).extracting(ReplyTest::name).containsExactly("greet");
        assertThat(reply(request.called("greet", "hello"))).extracting(ReplyTest::name)
                .containsExactly("transfer_to_spanish_agent");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Please tell me 5 jokes.      | 5
            Tell me twelve jokes         | 12
            4                            | 4
            Tell me a joke               | 1
            Tell me some jokes           | 3
            Tell me 1000 jokes           | 100
            Cuéntame dos chistes         | 2
            """)
    void theUsersNumberIsTheNumberOfJokes(String words, int jokes) {
        assertThat(text(Requests.user(words)).lines().skip(1)).hasSize(jokes);
    }

    @Test
    void noJokesAreToldForZeroAndForNumbersThatAreAboutSomethingElse() {
        assertThat(text(Requests.user("Tell me 0 jokes"))).contains("No jokes").contains("not an LLM");
        assertThat(text(Requests.user("What happened in 1989?"))).contains("not an LLM").contains("What happened in 1989?");
    }

    @Test
    void aPlainAnswerTellsWhatTheToolsAnswered() {
        assertThat(text(Requests.user("Use `weather`").tool("weather").called("weather", "sunny")))
                .contains("not an LLM").contains("The tool weather answered: sunny.").contains("Use `weather`");
    }

    @Test
    void inputMayBeAStringOrPartsAndInstructionsADeveloperMessage() {
        assertThat(text(new Requests().with("input", "\"Good day\""))).contains("Good day");
        assertThat(reply(new Requests().tool("one").with("input", """
                [{"type":"message","role":"developer","content":"Call one."},
                 {"type":"message","role":"user","content":[{"type":"input_text","text":"Good day"}]}]""")))
                .extracting(ReplyTest::name).containsExactly("one");
    }

    @Test
    void anOutputSchemaIsKeptTo() {
        assertThat(text(Requests.user("Meet Ann in Paris").with("text", """
                {"format":{"type":"json_schema","name":"x","schema":{"type":"object","properties":{
                  "city":{"type":"string"},"ok":{"type":"boolean"}}}}}""")))
                .isEqualTo("{\"city\":\"Ann\",\"ok\":true}");
    }

    @Test
    void anOutputSchemaMayBeOfAnyValueAndJsonModeIsAnyObject() {
        assertThat(text(Requests.user("Give me 3").with("text", """
                {"format":{"type":"json_schema","name":"x","schema":{"type":"array","minItems":2,
                  "items":{"type":"integer"}}}}""")))
                .isEqualTo("[3,3]");
        assertThat(text(Requests.user("Meet Ann").with("text", "{\"format\":{\"type\":\"json_object\"}}")))
                .isEqualTo("{\"answer\":\"Ann\"}");
    }

    @Test
    void whatTheBracketsSayIsNotWhatTheAnswerIsAbout() {
        assertThat(text(Requests.user("Good day [fail 500] [pace 7]"))).contains("You said: Good day\n");
        assertThat(reply(Requests.user("Call `one` [delay 12s] [fail 500]").tool("one", "",
                "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}")))
                .containsExactly(new OutputItem.Call("one", "{\"n\":1}"));
    }

    private static Requests triage(String words) {
        return Requests.user(words).instructions(TRIAGE)
                .tool("transfer_to_spanish_agent", "Handoff to the Spanish agent agent to handle the request.", "{}")
                .tool("transfer_to_english_agent", "Handoff to the English agent agent to handle the request.", "{}");
    }

    private static List<OutputItem> reply(Requests request) {
        return Reply.to(request.conversation());
    }

    private static String text(Requests request) {
        List<OutputItem> items = reply(request);
        assertThat(items).hasSize(1).first().isInstanceOf(OutputItem.Text.class);
        return ((OutputItem.Text) items.get(0)).text();
    }

    private static String name(OutputItem item) {
        return item instanceof OutputItem.Call call ? call.name() : "text";
    }
}
