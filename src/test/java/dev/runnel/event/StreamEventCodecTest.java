package dev.runnel.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.model.FunctionCall;
import dev.runnel.model.FunctionCallOutput;
import dev.runnel.model.JsonText;
import dev.runnel.model.McpApprovalRequest;
import dev.runnel.model.McpApprovalResponse;
import dev.runnel.model.Message;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.Reasoning;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.Usage;
import dev.runnel.sse.ByteBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The exact bytes of each kind of event and item, and that they are read back as what they were. */
class StreamEventCodecTest {

    private static final AgentRef JOKER = new AgentRef("Joker");
    private static final EventOrigin ORIGIN = new EventOrigin("run_1", 2, JOKER, Optional.empty(), 0);
    private static final String HEAD = "\"run_id\":\"run_1\",\"sequence_number\":7,\"turn\":2,\"agent\":\"Joker\"";

    private static final String CALL =
            "{\"type\":\"function_call\",\"call_id\":\"c1\",\"name\":\"dice\",\"arguments\":\"{}\",\"x\": [1,2]}";
    private static final String OUTPUT = "{\"type\":\"function_call_output\",\"call_id\":\"c1\",\"output\":\"7\"}";
    private static final String MESSAGE = "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[]}";
    private static final String REASONING = "{\"type\":\"reasoning\",\"summary\":[]}";
    private static final String REQUEST = "{\"type\":\"mcp_approval_request\",\"id\":\"r1\",\"server_label\":\"docs\","
            + "\"name\":\"read\",\"arguments\":\"{}\"}";
    private static final String CONSENT = "{\"type\":\"mcp_approval_response\",\"approval_request_id\":\"r1\",\"approve\":true}";
    private static final String OTHER = "{\"type\":\"mcp_something\",\"id\":\"m1\"}";

    static Stream<Arguments> events() {
        return Stream.of(
                event("raw_response_event", ",\"data\":{\"type\":\"response.output_text.delta\", \"delta\":\"\\u0048é\"}",
                        new RawResponsesStreamEvent(ORIGIN, 7, ModelEvent.of(
                                JsonText.of("{\"type\":\"response.output_text.delta\", \"delta\":\"\\u0048é\"}")))),
                event("agent_updated_stream_event", ",\"new_agent\":\"Spanish \\\"agent\\\"\"",
                        new AgentUpdatedStreamEvent(ORIGIN, 7, new AgentRef("Spanish \"agent\""))),
                event("tool_progress_stream_event", ",\"call_id\":\"c1\",\"data\":{\"done\":0.5}",
                        new ToolProgressStreamEvent(ORIGIN, 7, "c1", value("{\"done\":0.5}"))),
                event("run_updated_stream_event", ",\"status\":\"started\"", RunUpdatedStreamEvent.started(ORIGIN, 7)),
                event("run_updated_stream_event",
                        ",\"status\":\"completed\",\"usage\":{\"requests\":2,\"input_tokens\":20,\"output_tokens\":10,"
                                + "\"total_tokens\":30,\"input_tokens_details\":{\"cached_tokens\":4},"
                                + "\"output_tokens_details\":{\"reasoning_tokens\":5}},\"last_response_id\":\"resp_2\","
                                + "\"final_output\":\"a\\nb\"",
                        new RunUpdatedStreamEvent(ORIGIN, 7, RunStatus.COMPLETED,
                                Optional.of(new Usage(2, 20, 10, 30, 4, 5)), Optional.of("resp_2"),
                                Optional.of(OutputValue.of("a\nb")), Optional.empty(), Optional.empty())),
                event("run_updated_stream_event", ",\"status\":\"cancelled\",\"reason\":\"shutdown\"",
                        new RunUpdatedStreamEvent(ORIGIN, 7, RunStatus.CANCELLED, Optional.empty(), Optional.empty(),
                                Optional.empty(), Optional.empty(), Optional.of(CancelReason.SHUTDOWN))),
                event("run_updated_stream_event",
                        ",\"status\":\"failed\",\"error\":{\"type\":\"max_turns_exceeded\","
                                + "\"message\":\"Max turns (2) exceeded\"}",
                        failed(RunError.of("max_turns_exceeded", "Max turns (2) exceeded"))),
                event("run_updated_stream_event",
                        ",\"status\":\"failed\",\"error\":{\"type\":\"model_http\",\"message\":\"Slow down\",\"status\":429,"
                                + "\"code\":\"rate_limit\",\"retry_after\":3}",
                        failed(RunError.ofHttp("model_http", "Slow down", 429, Optional.of("rate_limit"),
                                Optional.of(Duration.ofSeconds(3))))),
                event("run_updated_stream_event",
                        ",\"status\":\"failed\",\"error\":{\"type\":\"input_guardrail_tripwire_triggered\","
                                + "\"message\":\"Ended\",\"guardrail\":\"no math\",\"output_info\":\"x + 1\"}",
                        failed(RunError.ofGuardrail("input_guardrail_tripwire_triggered", "Ended", "no math",
                                Optional.of(OutputValue.of("x + 1"))))));
    }

    static Stream<Arguments> items() {
        FunctionCall call = (FunctionCall) raw(CALL);
        FunctionCallOutput output = (FunctionCallOutput) raw(OUTPUT);
        return Stream.of(
                item("message_output_created", "\"type\":\"message_output_item\",\"raw_item\":" + MESSAGE,
                        new MessageOutputItem(JOKER, (Message) raw(MESSAGE))),
                item("reasoning_item_created", "\"type\":\"reasoning_item\",\"raw_item\":" + REASONING,
                        new ReasoningItem(JOKER, (Reasoning) raw(REASONING))),
                item("tool_called", "\"type\":\"tool_call_item\",\"raw_item\":" + CALL, new ToolCallItem(JOKER, call)),
                item("tool_output", "\"type\":\"tool_call_output_item\",\"output\":7,\"raw_item\":" + OUTPUT,
                        new ToolCallOutputItem(JOKER, output, value("7"))),
                item("tool_search_called", "\"type\":\"tool_search_call_item\",\"raw_item\":" + OTHER,
                        new ToolSearchCallItem(JOKER, raw(OTHER))),
                item("tool_search_output_created", "\"type\":\"tool_search_output_item\",\"raw_item\":" + OTHER,
                        new ToolSearchOutputItem(JOKER, raw(OTHER))),
                item("handoff_requested", "\"type\":\"handoff_call_item\",\"raw_item\":" + CALL,
                        new HandoffCallItem(JOKER, call)),
                item("handoff_occurred",
                        "\"type\":\"handoff_output_item\",\"source_agent\":\"Joker\",\"target_agent\":\"Español\","
                                + "\"raw_item\":" + OUTPUT,
                        new HandoffOutputItem(JOKER, output, JOKER, new AgentRef("Español"))),
                item("mcp_list_tools", "\"type\":\"mcp_list_tools_item\",\"raw_item\":" + OTHER,
                        new McpListToolsItem(JOKER, raw(OTHER))),
                item("mcp_approval_requested", "\"type\":\"mcp_approval_request_item\",\"raw_item\":" + REQUEST,
                        new McpApprovalRequestItem(JOKER, (McpApprovalRequest) raw(REQUEST))),
                item("mcp_approval_response", "\"type\":\"mcp_approval_response_item\",\"raw_item\":" + CONSENT,
                        new McpApprovalResponseItem(JOKER, (McpApprovalResponse) raw(CONSENT))),
                item("tool_approval_requested", "\"type\":\"tool_approval_item\",\"raw_item\":" + REQUEST,
                        new ToolApprovalItem(JOKER, (McpApprovalRequest) raw(REQUEST))),
                item("tool_called", "\"type\":\"mcp_something_item\",\"raw_item\":" + OTHER,
                        new OtherRunItem(JOKER, raw(OTHER))),
                item("tool_called", "\"type\":\"tool_call_item\",\"agent\":\"Other\",\"raw_item\":" + CALL,
                        new ToolCallItem(new AgentRef("Other"), call)));
    }

    @ParameterizedTest
    @MethodSource({"events", "items"})
    void anEventHasExactlyTheseBytes(String expected, StreamEvent event) {
        assertThat(encoded(event)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource({"events", "items"})
    void anEventIsReadFromTheseBytes(String json, StreamEvent expected) {
        assertThat(StreamEventCodec.read(JsonText.of(json))).isEqualTo(expected);
    }

    @Test
    void aNestedRunNamesTheCallThatItAnswersAndItsDepth() {
        EventOrigin nested = new EventOrigin("run_1", 1, JOKER, Optional.of("c\\1"), 2);
        assertThat(encoded(RunUpdatedStreamEvent.started(nested, 0))).isEqualTo("{\"type\":\"run_updated_stream_event\","
                + "\"run_id\":\"run_1\",\"sequence_number\":0,\"turn\":1,\"agent\":\"Joker\",\"parent_call_id\":\"c\\\\1\","
                + "\"depth\":2,\"status\":\"started\"}");
    }

    @Test
    void aDelayIsRoundedUpToWholeSeconds() {
        assertThat(encoded(failed(waiting(Duration.ofMillis(2001))))).endsWith("\"retry_after\":3}}");
        assertThat(encoded(failed(waiting(Duration.ofSeconds(2))))).endsWith("\"retry_after\":2}}");
        assertThat(encoded(failed(waiting(Duration.ofNanos(1))))).endsWith("\"retry_after\":1}}");
        assertThat(encoded(failed(waiting(Duration.ZERO)))).endsWith("\"retry_after\":0}}");
    }

    @Test
    void whatCannotStandInAStringIsEscaped() {
        String hostile = "\"\\/\b\f\n\r\t\0\u001f\u007f\u2028 é\uD83D\uDE00 \uD83D x \uDE00";
        assertThat(encoded(new AgentUpdatedStreamEvent(ORIGIN, 7, new AgentRef(hostile))))
                .endsWith("\"new_agent\":"
                        + "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001F\u007f\u2028 é\uD83D\uDE00 \uFFFD x \uFFFD\"}");
    }

    @Test
    void writingAppendsToWhatIsThere() {
        ByteBuilder out = new ByteBuilder().ascii("data: ");
        StreamEventCodec.write(RunUpdatedStreamEvent.started(ORIGIN, 7), out);
        assertThat(out.toString()).startsWith("data: {\"type\"").endsWith("\"started\"}");
    }

    @Test
    void theModelsOwnEventsCanBeLeftOut() {
        ByteBuilder out = new ByteBuilder();
        StreamEvent raw = new RawResponsesStreamEvent(ORIGIN, 7,
                ModelEvent.of(JsonText.of("{\"type\":\"response.created\"}")));
        assertThat(StreamEventCodec.write(raw, RawEvents.OFF, out)).isFalse();
        assertThat(out.length()).isZero();
        assertThat(StreamEventCodec.write(RunUpdatedStreamEvent.started(ORIGIN, 8), RawEvents.OFF, out)).isTrue();
        assertThat(out.length()).isPositive();
    }

    private static Arguments event(String type, String members, StreamEvent event) {
        return Arguments.of("{\"type\":\"" + type + "\"," + HEAD + members + "}", event);
    }

    private static Arguments item(String name, String members, RunItem item) {
        return event("run_item_stream_event", ",\"name\":\"" + name + "\",\"item\":{" + members + "}",
                new RunItemStreamEvent(ORIGIN, 7, RunItemEventName.of(name), item));
    }

    private static RunUpdatedStreamEvent failed(RunError error) {
        return new RunUpdatedStreamEvent(ORIGIN, 7, RunStatus.FAILED, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.of(error), Optional.empty());
    }

    private static RunError waiting(Duration retryAfter) {
        return RunError.ofHttp("model_http", "m", 429, Optional.empty(), Optional.of(retryAfter));
    }

    private static ResponseItem raw(String json) {
        return ResponseItem.of(JsonText.of(json));
    }

    private static OutputValue value(String json) {
        return new OutputValue(PlainValues.of(JsonText.of(json)), JsonText.of(json));
    }

    private static String encoded(StreamEvent event) {
        return new String(StreamEventCodec.encode(event), StandardCharsets.UTF_8);
    }
}
