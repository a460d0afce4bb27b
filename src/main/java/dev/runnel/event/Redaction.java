package dev.runnel.event;

import dev.runnel.model.ModelEvent;
import dev.runnel.model.ResponseDeltaEvent;
import dev.runnel.sse.ByteBuilder;
import java.util.List;

/** Cuts out what the model echoes of the agent: {@code response.created} and its like repeat instructions and tools. */
final class Redaction {

    private static final String ECHO = "response";
    private static final List<String> SECRETS = List.of("instructions", "tools");

    private Redaction() {
    }

    static void write(ModelEvent event, ByteBuilder out) {
        // nearly all events are small pieces of output; any other one is looked through, known or not
        if (event instanceof ResponseDeltaEvent) {
            event.json().writeTo(out);
        } else {
            event.json().writeWithout(ECHO, SECRETS, out);
        }
    }
}
