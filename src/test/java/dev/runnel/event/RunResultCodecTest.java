package dev.runnel.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.model.JsonText;
import dev.runnel.model.Message;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.Usage;
import dev.runnel.sse.ByteBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A run's collected result and its error, byte by byte. */
class RunResultCodecTest {

    private static final EventOrigin END = EventOrigin.of("run_1", new AgentRef("Ann \"é\""));

    @Test
    void aResultHasTheseMembersAndEachItemItsAgent() {
        ResponseItem message = ResponseItem.of(JsonText.of(
                "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[],\"new\":1}"));
        RunUpdatedStreamEvent end = end(Optional.of("resp_1"), Optional.of(OutputValue.of("Hi")));
        RunItem item = new MessageOutputItem(new AgentRef("Bob"), (Message) message);

        assertThat(written(end, List.of(item, item))).isEqualTo("{\"run_id\":\"run_1\",\"status\":\"completed\","
                + "\"last_agent\":\"Ann \\\"é\\\"\",\"new_items\":["
                + "{\"type\":\"message_output_item\",\"agent\":\"Bob\",\"raw_item\":" + message.json() + "},"
                + "{\"type\":\"message_output_item\",\"agent\":\"Bob\",\"raw_item\":" + message.json() + "}],"
                + "\"usage\":{\"requests\":0,\"input_tokens\":0,\"output_tokens\":0,\"total_tokens\":0,"
                + "\"input_tokens_details\":{\"cached_tokens\":0},\"output_tokens_details\":{\"reasoning_tokens\":0}},"
                + "\"last_response_id\":\"resp_1\",\"final_output\":\"Hi\"}");
    }

    @Test
    void whatIsNotThereIsAbsent() {
        assertThat(written(end(Optional.empty(), Optional.empty()), List.of()))
                .contains("\"new_items\":[],\"usage\":").doesNotContain("last_response_id", "final_output");
    }

    @Test
    void anErrorIsAsInItsEvent() {
        RunError error = RunError.ofHttp("model_http", "No \"more\"", 429, Optional.of("quota"),
                Optional.of(Duration.ofMillis(1500)));
        assertThat(new String(StreamEventCodec.encode(error), StandardCharsets.UTF_8)).isEqualTo(
                "{\"type\":\"model_http\",\"message\":\"No \\\"more\\\"\",\"status\":429,\"code\":\"quota\","
                        + "\"retry_after\":2}");
    }

    private static String written(RunUpdatedStreamEvent end, List<RunItem> items) {
        ByteBuilder out = new ByteBuilder();
        StreamEventCodec.writeResult(end, items, out);
        return JsonText.object(out.toByteArray()).toString();
    }

    private static RunUpdatedStreamEvent end(Optional<String> responseId, Optional<OutputValue> output) {
        return new RunUpdatedStreamEvent(END, 9, RunStatus.COMPLETED, Optional.of(Usage.NONE), responseId, output,
                Optional.empty(), Optional.empty());
    }
}
