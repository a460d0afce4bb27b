package dev.runnel.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.model.JsonText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the codec takes, and what it refuses; JSON is written with single quotes here. */
class StreamEventReadingTest {

    private static final String HEAD = "'run_id':'r','sequence_number':3,'turn':1,'agent':'A'";
    private static final String STARTED = "{'type':'run_updated_stream_event'," + HEAD + ",'status':'started'}";

    @Test
    void membersThatAreNotKnownAreIgnored() {
        String more = "{'later':[{}],'status':'started','error':null,'depth':null,'agent':'A','turn':1,'run_id':'r',"
                + "'sequence_number':3,'type':'run_updated_stream_event','origin':{'status':'failed'}}";
        assertThat(read(more)).isEqualTo(read(STARTED));
        assertThat(read(item("tool_called", "'type':'tool_call_item','later':1,'raw_item':{'type':'x','raw_item':2}")))
                .isEqualTo(read(item("tool_called", "'type':'tool_call_item','raw_item':{'type':'x','raw_item':2}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"handoff_occurred", "handoff_occured"})
    void bothSpellingsOfAHandoffAreReadAndOneIsWritten(String spelling) {
        StreamEvent event = read(item(spelling, "'type':'handoff_output_item','source_agent':'A','target_agent':'B',"
                + "'raw_item':{'type':'function_call_output','call_id':'c','output':''}"));
        assertThat(event).isInstanceOfSatisfying(RunItemStreamEvent.class,
                handoff -> assertThat(handoff.name()).isEqualTo(RunItemEventName.HANDOFF_OCCURRED));
        assertThat(new String(StreamEventCodec.encode(event), StandardCharsets.UTF_8))
                .contains("\"name\":\"handoff_occurred\"");
    }

    @Test
    void outputsAreReadAsPlainJava() {
        assertThat(output("'a\\u0062é'")).isEqualTo("abé");
        assertThat(output("true")).isEqualTo(true);
        assertThat(output("7")).isEqualTo(7L);
        assertThat(output("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
        assertThat(output("9223372036854775808")).isEqualTo(new BigInteger("9223372036854775808"));
        assertThat(output("0.1")).isEqualTo(0.1);
        assertThat(output("1e3")).isEqualTo(1000.0);
        assertThat(output("0.12345678901234567890123")).isEqualTo(new BigDecimal("0.12345678901234567890123"));
        assertThat(output("1e400")).isEqualTo(new BigDecimal("1e400"));
        assertThat(output("1e-400")).isEqualTo(new BigDecimal("1e-400"));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("z", Arrays.asList(1L, null, "x"));
        map.put("a", Collections.emptyMap());
        map.put("n", null);
        assertThat(output("{'z':[1,null,'x'],'a':{},'n':null}")).isEqualTo(map)
                .extracting(value -> List.copyOf(((Map<?, ?>) value).keySet())).isEqualTo(List.of("z", "a", "n"));
        assertThat(output("[]")).isEqualTo(List.of());
        assertThat(output("null")).isEqualTo("");
    }

    @Test
    void whatWasReadCannotBeChanged() {
        assertThatThrownBy(() -> ((List<?>) output("[1]")).clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((Map<?, ?>) output("{'a':1}")).clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aNumberBeyondJavaIsRefused() {
        assertThatThrownBy(() -> output("1e99999999999")).isInstanceOf(MalformedEventException.class)
                .hasMessageStartingWith("Member 'data' of tool_progress_stream_event must be a value that Java can hold: ");
        assertThatThrownBy(() -> output("1".repeat(2000))).isInstanceOf(MalformedEventException.class)
                .hasMessageStartingWith("Member 'data' of tool_progress_stream_event must be a value that Java can hold: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void anotherKindOfEventIsRefusedWithTheKindsThereAre() {
        assertRefused("{'type':'raw_model_stream_event'}", "Member 'type' of an event must be one of raw_response_event, "
                + "run_item_stream_event, agent_updated_stream_event, run_updated_stream_event, tool_progress_stream_event");
        assertRefused("{}", "Member 'type' of an event is missing, it must be a string");
        assertRefused("[]", "An event must be a JSON object");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "'run_id':'r',|Member 'run_id' of run_updated_stream_event is missing, it must be a string",
            "'agent':'A',|Member 'agent' of run_updated_stream_event is missing, it must be a string",
            "'turn':1,|Member 'turn' of run_updated_stream_event is missing, "
                    + "it must be a whole number from 0 to 2147483647",
            "'sequence_number':3,|Member 'sequence_number' of run_updated_stream_event is missing, "
                    + "it must be a whole number from 0 to 9223372036854775807"})
    void aMemberThatAllEventsHaveMustBeThere(String member, String message) {
        String members = HEAD + ",";
        assertThat(members).contains(member);
        assertRefused("{" + members.replace(member, "") + "'type':'run_updated_stream_event','status':'started'}", message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "'turn':1|'turn':-1|a whole number from 0 to 2147483647",
            "'turn':1|'turn':2147483648|a whole number from 0 to 2147483647",
            "'turn':1|'turn':1.5|a whole number from 0 to 2147483647",
            "'turn':1|'turn':'1'|a whole number from 0 to 2147483647",
            "'agent':'A'|'agent':{'name':'A'}|a string",
            "'status':'started'|'status':'done'|one of started, completed, interrupted, cancelled, failed",
            "'status'|'reason':'x','status'|one of requested, shutdown",
            "'status'|'usage':[],'status'|an object",
            "'status'|'error':'e','status'|an object",
            "'status'|'parent_call_id':1,'status'|a string",
            "'status'|'depth':-1,'status'|a whole number from 0 to 2147483647"})
    void aMemberMustBeOfItsKind(String part, String instead, String allowed) {
        assertThat(STARTED).contains(part);
        assertThatThrownBy(() -> read(STARTED.replace(part, instead))).isInstanceOf(MalformedEventException.class)
                .hasMessageStartingWith("Member '").hasMessageContaining(instead.split("'")[1])
                .hasMessageContaining(" must be " + allowed);
    }

    @Test
    void theMembersOfUsageAndErrorAreChecked() {
        assertRefused(STARTED.replace("'status'", "'error':{'type':'internal'},'status'"),
                "Member 'message' of error is missing, it must be a string");
        assertRefused(STARTED.replace("'status'", "'usage':{'requests':1},'status'"),
                "Member 'input_tokens' of usage is missing, it must be a whole number from 0 to 9223372036854775807");
    }

    @Test
    void anEventWithoutWhatItCarriesIsRefused() {
        assertRefused("{'type':'raw_response_event'," + HEAD + "}",
                "Member 'data' of raw_response_event is missing, it must be an object");
        assertRefused("{'type':'raw_response_event'," + HEAD + ",'data':{}}",
                "Member 'data' of raw_response_event must be an event of the Responses format: "
                        + "The model sent an event without a type: a string member 'type' is required");
        assertRefused("{'type':'agent_updated_stream_event'," + HEAD + "}",
                "Member 'new_agent' of agent_updated_stream_event is missing, it must be a string");
        assertRefused("{'type':'tool_progress_stream_event'," + HEAD + ",'call_id':'c'}",
                "Member 'data' of tool_progress_stream_event is missing, it must be a JSON value");
    }

    @Test
    void anItemMustFitItsType() {
        assertRefused(item("tool_calls", "'type':'tool_call_item','raw_item':{}"),
                "Member 'name' of run_item_stream_event must be one of message_output_created, reasoning_item_created, "
                        + "tool_called, tool_output, tool_search_called, tool_search_output_created, handoff_requested, "
                        + "handoff_occurred, mcp_list_tools, mcp_approval_requested, mcp_approval_response, "
                        + "tool_approval_requested: There is no item event named 'tool_calls'");
        assertRefused(item("tool_called", "'type':'tool_item','raw_item':{'type':'item'}"),
                "Member 'type' of tool_item must be one of message_output_item, reasoning_item, tool_call_item, "
                        + "tool_call_output_item, tool_search_call_item, tool_search_output_item, handoff_call_item, "
                        + "handoff_output_item, mcp_list_tools_item, mcp_approval_request_item, mcp_approval_response_item, "
                        + "tool_approval_item, input_item, the type of raw_item with _item behind it");
        assertRefused(item("tool_called", "'type':'tool_call_item'"),
                "Member 'raw_item' of tool_call_item is missing, it must be an object");
        assertRefused(item("tool_output",
                "'type':'tool_call_output_item','output':1,'raw_item':{'type':'message','role':'a'}"),
                "Member 'raw_item' of tool_call_output_item must be an item of type function_call_output");
        assertRefused(item("tool_output",
                "'type':'tool_call_output_item','raw_item':{'type':'function_call_output','call_id':'c'}"),
                "Member 'output' of tool_call_output_item is missing, it must be a JSON value");
        assertRefused(item("tool_called", "'type':'tool_call_item','raw_item':{'type':'function_call'}"),
                "Member 'raw_item' of tool_call_item must be an item of the Responses format: "
                        + "An item of type function_call needs a string member 'call_id'");
    }

    private static String item(String name, String members) {
        return "{'type':'run_item_stream_event'," + HEAD + ",'name':'" + name + "','item':{" + members + "}}";
    }

    private static Object output(String json) {
        ToolProgressStreamEvent event = (ToolProgressStreamEvent) read(
                "{'type':'tool_progress_stream_event'," + HEAD + ",'call_id':'c','data':" + json + "}");
        assertThat(event.data().json()).hasToString(json.replace('\'', '"'));
        return event.data().value();
    }

    private static void assertRefused(String json, String message) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(MalformedEventException.class).hasMessage(message);
    }

    private static StreamEvent read(String json) {
        return StreamEventCodec.read(JsonText.of(json.replace('\'', '"')));
    }
}
