package dev.runnel.model.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Assembles requests of the Responses API. */
final class Requests {

    private static final String NO_PARAMETERS = """
            {"type":"object","properties":{},"required":[],"additionalProperties":false}""";

    private final ObjectNode body = Tree.object().put("model", "some-model").put("stream", true);
    private final ArrayNode input = body.putArray("input");

    static Requests user(String words) {
        return new Requests().saying(words);
    }

    Requests saying(String words) {
        input.addObject().put("role", "user").put("content", words);
        return this;
    }

    Requests instructions(String instructions) {
        body.put("instructions", instructions);
        return this;
    }

    Requests tool(String name) {
        return tool(name, "", NO_PARAMETERS);
    }

    Requests tool(String name, String description, String parameters) {
        body.withArray("tools").addObject().put("type", "function").put("name", name).put("description", description)
                .put("strict", true).set("parameters", json(parameters));
        return this;
    }

    Requests called(String tool, String output) {
        String callId = "call_" + input.size();
        input.addObject().put("type", "function_call").put("call_id", callId).put("name", tool).put("arguments", "{}");
        input.addObject().put("type", "function_call_output").put("call_id", callId).put("output", output);
        return this;
    }

    Requests with(String member, String json) {
        body.set(member, json(json));
        return this;
    }

    ObjectNode json() {
        return body;
    }

    Conversation conversation() {
        return Conversation.of(body);
    }

    static JsonNode json(String json) {
        try {
            return Tree.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
