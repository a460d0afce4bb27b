package dev.runnel.event;

import dev.runnel.model.ModelEvent;
import dev.runnel.model.ResponseFunctionCallArgumentsDeltaEvent;
import dev.runnel.model.ResponseReasoningSummaryTextDeltaEvent;
import dev.runnel.model.ResponseReasoningTextDeltaEvent;
import dev.runnel.model.ResponseRefusalDeltaEvent;
import dev.runnel.model.ResponseTextDeltaEvent;
import dev.runnel.sse.ByteBuilder;
import java.util.List;

/** Cuts out what the model echoes of the agent: {@code response.created} and its like repeat instructions and tools. */
final class Redaction {

    private static final String ECHO = "response";
    private static final List<String> SECRETS = List.of("instructions", "tools");

    private Redaction() {
    }

    static void write(ModelEvent event, ByteBuilder out) {
        if (isDelta(event)) {
            event.json().writeTo(out);
        } else {
            event.json().writeWithout(ECHO, SECRETS, out);
        }
    }

    /** Nearly all events are such small pieces of output. Any other one is looked through, known or not. */
    private static boolean isDelta(ModelEvent event) {
        return event instanceof ResponseTextDeltaEvent
                || event instanceof ResponseFunctionCallArgumentsDeltaEvent
                || event instanceof ResponseReasoningSummaryTextDeltaEvent
                || event instanceof ResponseReasoningTextDeltaEvent
                || event instanceof ResponseRefusalDeltaEvent;
    }
}
