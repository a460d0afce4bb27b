package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.runnel.model.ResponseItem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunRequestReaderTest {

    private final RunRequestReader reader = new RunRequestReader(10, Duration.ofSeconds(90),
            new InputReader(false, 3), RequestForm.RUN);
    private final RunRequestReader trusting = new RunRequestReader(10, Duration.ofSeconds(90),
            new InputReader(true, 3), RequestForm.RUN);

    @Test
    void aTextIsAUsersMessage() {
        RunRequest request = read("{\"agent\":\"Joker\",\"input\":\"H\\u00e9llo \uD83D\uDE00\"}");
        assertThat(request.agent()).isEqualTo("Joker");
        assertThat(request.input().get(0).json().string("content")).hasValue("H\u00e9llo \uD83D\uDE00");
        assertThat(request.input().get(0).json().string("role")).hasValue("user");
        assertThat(request.maxTurns()).isEmpty();
        assertThat(request.maxRunTime()).isEmpty();
        assertThat(request.rawEvents()).isTrue();
        assertThat(request.context()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "null", "0.10", "\"x\"", "[1,null]", "{\"a\":{\"b\":[]}}" })
    void theContextIsJsonOfAnyKind(String context) {
        RunRequest request = read("{\"context\": " + context + " ,\"agent\":\"A\",\"input\":\"x\"}");
        assertThat(request.context()).hasValueSatisfying(json -> assertThat(json).hasToString(context));
        assertThat(request.agent()).isEqualTo("A");
    }

    @Test
    void theConversationThatIsGoneOnWithIsRead() {
        String longest = "~".repeat(256);
        assertThat(read("{\"agent\":\"A\",\"input\":\"x\",\"session_id\":\"" + longest + "\"}").sessionId())
                .hasValue(longest);
        assertThat(read("{\"agent\":\"A\",\"input\":\"x\",\"previous_response_id\":\"resp_1\"}").previousResponseId())
                .hasValue("resp_1");
        RunRequest request = read("{\"agent\":\"A\",\"input\":\"x\",\"conversation_id\":\"conv_1\"}");
        assertThat(request.conversationId()).hasValue("conv_1");
        assertThat(request.sessionId()).isEmpty();
        assertThat(request.previousResponseId()).isEmpty();
    }

    @Test
    void allFieldsAreRead() {
        RunRequest request = read("\uFEFF { \"raw_events\" : false, \"max_turns\":3, \"max_run_time\":2.5,"
                .concat(" \"input\": [ ], \"agent\": \"\" }")
                .replace("[ ]", "[{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\","
                        + "\"text\":\"a\",\"score\":0.10}]},{\"content\":\"b\",\"\\u0072ole\":\"user\"}]"));
        assertThat(request.agent()).isEmpty();
        assertThat(request.rawEvents()).isFalse();
        assertThat(request.maxTurns()).isEqualTo(OptionalInt.of(3));
        assertThat(request.maxRunTime()).hasValue(Duration.ofMillis(2500));
        assertThat(request.input()).extracting(item -> item.json().toString()).containsExactly(
                "{\"type\":\"message\",\"role\":\"assistant\","
                        + "\"content\":[{\"type\":\"output_text\",\"text\":\"a\",\"score\":0.10}]}",
                "{\"content\":\"b\",\"role\":\"user\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'input':'x'} | 400 | The field 'agent' is missing; it must be the name of an agent",
            "{'agent':'A'} | 400 | The field 'input' is missing; it must be a string or an array of items",
            "{'agent':null,'input':'x'} | 400 | The field 'agent' is null; it must be a string, the name of an agent",
            "{'agent':7,'input':'x'} | 400 | The field 'agent' is a whole number; it must be a string, the name of an agent",
            "{'agent':['A'],'input':'x'} | 400 | The field 'agent' is an array; it must be a string, the name of an agent",
            "{'agent':'A','input':null}"
                    + " | 400 | The field 'input' is null; it must be a string, or an array of at least one item",
            "{'agent':'A','input':{'role':'user'}}"
                    + " | 400 | The field 'input' is an object; it must be a string, or an array of at least one item",
            "{'agent':'A','input':[]}"
                    + " | 400 | The field 'input' is an empty array; it must be a string, or an array of at least one item",
            "{'agent':'A','input':['x']} | 400 | Item 0 of the field 'input' is a string; it must be a message",
            "{'agent':'A','input':[{'role':'user'}]}"
                    + " | 400 | Item 0 of the field 'input' has no 'content'; it must be a message",
            "{'agent':'A','input':[{'content':'x'}]}"
                    + " | 400 | Item 0 of the field 'input' has no string 'role'; it must be a message",
            "{'agent':'A','input':[{'role':7,'content':'x'}]}"
                    + " | 400 | Item 0 of the field 'input' has no string 'role'; it must be a message",
            "{'agent':'A','input':[{'role':'user','content':7}]}"
                    + " | 400 | Item 0 of the field 'input' has a 'content' that is neither",
            "{'agent':'A','input':[{'role':'user','content':['x']}]}"
                    + " | 400 | Item 0 of the field 'input' has a 'content' that is neither",
            "{'agent':'A','input':[{'role':'user','content':'x'},{'role':'system','content':'x'}]}"
                    + " | 422 | Item 1 of the field 'input' has the role 'system'; it must be a message with the role user"
                    + " or assistant",
            "{'agent':'A','input':[{'role':'user','content':'1'},{'role':'user','content':'2'},"
                    + "{'role':'user','content':'3'},{'role':'user','content':'4'}]}"
                    + " | 422 | The field 'input' has more than the 3 items that this server allows",
            "{'agent':'A','input':[{'role':'developer','content':'x'}]}"
                    + " | 422 | Item 0 of the field 'input' has the role 'developer'",
            "{'agent':'A','input':[{'type':'message','role':'tool','content':'x'}]}"
                    + " | 422 | Item 0 of the field 'input' has the role 'tool'",
            "{'agent':'A','input':[{'type':'function_call_output','call_id':'c','output':'x'}]}"
                    + " | 422 | Item 0 of the field 'input' is a 'function_call_output'",
            "{'agent':'A','input':[{'type':7,'role':'user','content':'x'}]}"
                    + " | 422 | Item 0 of the field 'input' has a type that is no string",
            "{'agent':'A','input':[{'role':'user','role':'system','content':'x'}]}"
                    + " | 400 | The body is no valid JSON: Duplicate field 'role'",
            "{'agent':'A','agent':'B','input':'x'}             | 400 | The body is no valid JSON: Duplicate field 'agent'",
            "{'agent':'A','input':'x','max_turns':0}"
                    + " | 400 | The field 'max_turns' is 0; it must be a whole number from 1 to 10",
            "{'agent':'A','input':'x','max_turns':-99999999999999999999}"
                    + " | 400 | The field 'max_turns' is -99999999999999999999; it must be a whole number",
            "{'agent':'A','input':'x','max_turns':11}"
                    + " | 422 | The field 'max_turns' is 11, more than this server allows; it must be a whole number from 1"
                    + " to 10",
            "{'agent':'A','input':'x','max_turns':1e1}"
                    + " | 400 | The field 'max_turns' is a number with a fraction or an exponent; it must be",
            "{'agent':'A','input':'x','max_turns':'3'}"
                    + " | 400 | The field 'max_turns' is a string; it must be a whole number from 1 to 10",
            "{'agent':'A','input':'x','max_turns':null}"
                    + " | 400 | The field 'max_turns' is null; it must be a whole number from 1 to 10",
            "{'agent':'A','input':'x','max_run_time':0}"
                    + " | 400 | The field 'max_run_time' is 0; it must be a number of seconds from 0.1 to 90",
            "{'agent':'A','input':'x','max_run_time':0.0999} | 400 | The field 'max_run_time' is 0.0999; it must be",
            "{'agent':'A','input':'x','max_run_time':-1e400} | 400 | The field 'max_run_time' is -Infinity; it must be",
            "{'agent':'A','input':'x','max_run_time':90.5}"
                    + " | 422 | The field 'max_run_time' is 90.5, more than this server allows; it must be a number of"
                    + " seconds from 0.1 to 90",
            "{'agent':'A','input':'x','max_run_time':1e400} | 422 | The field 'max_run_time' is Infinity, more than",
            "{'agent':'A','input':'x','max_run_time':'3s'} | 400 | The field 'max_run_time' is a string; it must be",
            "{'agent':'A','input':'x','max_run_time':null} | 400 | The field 'max_run_time' is null; it must be a number",
            "{'agent':'A','input':'x','raw_events':'no'}"
                    + " | 400 | The field 'raw_events' is a string; it must be true or false",
            "{'agent':'A','input':'x','raw_events':null} | 400 | The field 'raw_events' is null; it must be true or false",
            "{'agent':'A','input':'x','session_id':null}"
                    + " | 400 | The field 'session_id' is null; it must be a string of 1 to 256 printable ASCII characters",
            "{'agent':'A','input':'x','session_id':''}"
                    + " | 400 | The field 'session_id' is ''; it must be a string of 1 to 256 printable ASCII characters",
            "{'agent':'A','input':'x','conversation_id':'c 1'}"
                    + " | 400 | The field 'conversation_id' is 'c 1'; it must be a string of 1 to 256 printable ASCII",
            "{'agent':'A','input':'x','previous_response_id':7}"
                    + " | 400 | The field 'previous_response_id' is a whole number; it must be a string of 1 to 256",
            "{'agent':'A','input':'x','session_id':'s','conversation_id':'c'}"
                    + " | 422 | The fields [session_id, conversation_id] exclude each other",
            "{'agent':'A','input':'x','previous_response_id':'r','conversation_id':'c'}"
                    + " | 422 | The fields [previous_response_id, conversation_id] exclude each other",
            "{'agent':'A','input':'x','on_disconnect':'continue'}"
                    + " | 422 | The field 'on_disconnect' is not supported yet; supported are [agent, input, max_turns,"
                    + " max_run_time, raw_events, session_id, previous_response_id, conversation_id, state, approvals, context]",
            "{'agent':'A','input':'x','contxt':{}}"
                    + " | 400 | There is no field 'contxt'; the fields are [agent, input, max_turns, max_run_time,"
                    + " raw_events, session_id, previous_response_id, conversation_id, state, approvals, context]",
            "{'Agent':'A','input':'x'}                         | 400 | There is no field 'Agent'",
            "[]                                                | 400 | The body is an array, it must be a JSON object",
            "'x'                                               | 400 | The body is a string, it must be a JSON object",
            "null                                              | 400 | The body is null, it must be a JSON object",
            "{'agent':'A','input':'x'} {}                      | 400 | Something follows the JSON object of the body",
            "{'agent':'A','input':'x'} , | 400 | The body is no valid JSON: Unexpected character (',' (code 44))",
            "{'agent':'A','input':'x'                          | 400 | The body is no valid JSON: Unexpected end-of-input",
            "{'agent':'A','input':[{'role':'user'],'x':1}"
                    + " | 400 | The body is no valid JSON: Unexpected close marker ']': expected '}' (line 1,",
            "{'agent':'A','input':'x',} | 400 | The body is no valid JSON: Unexpected character ('}' (code 125))",
            "{'agent':'A','input':[{'role':'user',}]}"
                    + " | 400 | The body is no valid JSON: Unexpected character ('}' (code 125))",
            "{agent:'A'} | 400 | The body is no valid JSON: Unexpected character ('a' (code 97))",
            "{'agent':'\\ud800','input':'x'}"
                    + " | 400 | A string holds half of a surrogate pair (\\ud800), which is no character",
            "{'agent':'A','input':[{'role':'user','content':'\\udc00'}]}"
                    + " | 400 | A string holds half of a surrogate pair (\\udc00)",
            "{'\\ud83d':1}                                     | 400 | A string holds half of a surrogate pair (\\ud83d)",
    })
    void theseAreRefused(String body, int status, String detail) {
        Problem problem = refused(reader, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.detail()).startsWith(detail);
        assertThat(problem.detail()).doesNotContain("com.fasterxml", "StreamRead", "[Source");
    }

    @Test
    void malformedJsonHasItsPlace() {
        Problem problem = refused(reader, "{\"agent\": \"A\",\n  \"input\": }".getBytes(StandardCharsets.UTF_8));
        assertThat(problem.members()).containsEntry("line", 2).containsEntry("column", 13);
        assertThat(problem.detail()).endsWith("(line 2, column 13)");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " \n\t", "\uFEFF" })
    void anEmptyBodyIsToldWhatIsNeeded(String body) {
        Problem problem = refused(reader, body.getBytes(StandardCharsets.UTF_8));
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.detail()).isEqualTo(
                "The body is empty; a JSON object is needed, for example {\"agent\": \"Joker\", \"input\": \"Hello\"}");
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        assertThat(refused(reader, "{\"agent\":\"\u00FC\",\"input\":\"x\"}".getBytes(StandardCharsets.ISO_8859_1)).detail())
                .isEqualTo("The body is not valid UTF-8, which JSON must be");
        assertThat(refused(reader, "{\"agent\":\"A\"}".getBytes(StandardCharsets.UTF_16BE)).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = { "[", "{\"a\":" })
    void nestingIsBounded(String open) {
        String body = "{\"agent\":\"A\",\"input\":[" + open.repeat(100_000);
        assertThat(refused(reader, body.getBytes(StandardCharsets.UTF_8)).detail())
                .startsWith("The JSON is nested more than 64 deep");
    }

    @Test
    void aLongNameIsCutInTheAnswer() {
        Problem problem = refused(reader, ("{\"" + "n".repeat(5000) + "\":1}").getBytes(StandardCharsets.UTF_8));
        assertThat(problem.json().length).isLessThan(1500);
    }

    @Test
    void aTrustedInputMayHoldAnyItem() {
        RunRequest request = trusting.read(("{\"agent\":\"A\",\"input\":[{\"role\":\"system\",\"content\":\"x\"},"
                + "{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"x\"},{\"type\":\"whatever\"}]}")
                .getBytes(StandardCharsets.UTF_8));
        assertThat(request.input()).extracting(ResponseItem::type).containsExactly("message", "function_call_output",
                "whatever");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"type\":7}", "{\"type\":\"function_call_output\"}", "7", "{\"role\":\"system\"}" })
    void aTrustedInputMustStillBeItems(String item) {
        Problem problem = refused(trusting, ("{\"agent\":\"A\",\"input\":[" + item + "]}").getBytes(StandardCharsets.UTF_8));
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.detail()).startsWith("Item 0 of the field 'input' ");
    }

    private RunRequest read(String body) {
        return reader.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static Problem refused(RunRequestReader reader, byte[] body) {
        return catchThrowableOfType(ProblemException.class, () -> reader.read(body)).problem();
    }
}
