package dev.runnel.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.model.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class StreamEventCodecPropertiesTest {

    @Property
    void anEventIsReadBackAsItWasAndWrittenAgainAsItWas(@ForAll Random random) {
        StreamEvent event = new RandomEvents(random).event();
        byte[] bytes = StreamEventCodec.encode(event);
        StreamEvent again = StreamEventCodec.read(JsonText.object(bytes));
        assertThat(again).isEqualTo(event).hasSameHashCodeAs(event);
        assertThat(StreamEventCodec.encode(again)).isEqualTo(bytes);
    }

    @Property
    void anEventIsOneLineThatAnyReaderUnderstands(@ForAll Random random) throws IOException {
        StreamEvent event = new RandomEvents(random).event();
        byte[] bytes = StreamEventCodec.encode(event);
        assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain("\n", "\r");
        JsonNode tree = RandomEvents.MAPPER.readTree(bytes);
        assertThat(tree.get("type").textValue()).isEqualTo(event.type());
        assertThat(tree.get("run_id").textValue()).isEqualTo(event.runId());
        assertThat(tree.get("sequence_number").longValue()).isEqualTo(event.sequenceNumber());
        assertThat(tree.get("turn").intValue()).isEqualTo(event.turn());
        assertThat(tree.get("agent").textValue()).isEqualTo(event.agent().name());
        assertThat(tree.has("depth")).isEqualTo(event.depth() > 0);
        assertThat(tree.has("parent_call_id")).isEqualTo(event.parentCallId().isPresent());
    }
}
