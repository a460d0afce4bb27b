package dev.runnel.model.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;

/**
 * What one request is answered with.
 *
 * @param events the events, from created to the last one that is sent
 * @param directions how they are sent
 */
record Answer(List<ResponseEvent> events, Directions directions) {

    Answer {
        events = List.copyOf(events);
        Objects.requireNonNull(directions, "directions");
    }

    /** The response as the last event has it; a missing node where that has none. */
    JsonNode response() {
        return events.get(events.size() - 1).json().path("response");
    }
}
