package com.acme.tea;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a run said, event by event. */
record Events(List<JsonNode> all) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Events of(String eventStream) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (String line : eventStream.split("\n")) {
            if (line.startsWith("data: ")) {
                all.add(JSON.readTree(line.substring("data: ".length())));
            }
        }
        return new Events(List.copyOf(all));
    }

    static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }

    /** The last event, which tells how the run ended. */
    JsonNode end() {
        return all.get(all.size() - 1);
    }

    /** What the tools answered, in the order in which they were ready. */
    List<JsonNode> outputs() {
        return all.stream().filter(event -> event.path("name").asText().equals("tool_output"))
                .map(event -> event.path("item").path("output")).toList();
    }

    /** What the one tool answered that has been called. */
    JsonNode output() {
        if (outputs().size() != 1) {
            throw new AssertionError("There is not one tool output but " + outputs() + ", in " + all);
        }
        return outputs().get(0);
    }
}
