package dev.runnel.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.event.RawResponsesStreamEvent;
import dev.runnel.event.RunUpdatedStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.event.StreamEventCodec;
import dev.runnel.model.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the readers of a run get. */
final class Wire {

    private Wire() {
    }

    /** The events of a run that has ended, after checking that nothing in them is forged and none breaks a frame. */
    static List<StreamEvent> checked(List<StreamEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            StreamEvent event = events.get(i);
            byte[] bytes = StreamEventCodec.encode(event);
            for (byte one : bytes) {
                assertThat(one == '\n' || one == '\r').as("a line break in event " + i).isFalse();
            }
            JsonText json = JsonText.object(bytes);
            assertThat(json.type()).as("type of event " + i).contains(event.type());
            assertThat(json.string("run_id")).contains(event.origin().runId());
            assertThat(json.number("sequence_number")).hasValue(i);
            if (event instanceof RawResponsesStreamEvent raw) {
                assertThat(json.member("data")).contains(raw.data().json());
            }
        }
        assertThat(events.stream().filter(event -> event instanceof RunUpdatedStreamEvent).toList())
                .containsExactly(events.get(0), events.get(events.size() - 1));
        return events;
    }

    static String text(List<StreamEvent> events) {
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append(new String(StreamEventCodec.encode(event), StandardCharsets.UTF_8)).append('\n'));
        return text.toString();
    }
}
