package dev.runnel.model.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What the model looks at in a request.
 *
 * @param instructions the instructions, and the system and developer messages
 * @param words the text of the user's last message, without the directions in it
 * @param directions what that message asks of its answers
 * @param called the names of the functions that were called since that message, in order
 * @param outputs what functions answered since that message, in order
 * @param tools the functions offered, one of each name
 * @param toolChoice the request's member of that name, or a missing node
 * @param parallelToolCalls whether one answer may hold several calls
 * @param outputSchema the JSON schema that the answer must keep to, or a missing node
 */
record Conversation(String instructions, String words, Directions directions, List<String> called, List<Output> outputs,
        List<ToolSpec> tools, JsonNode toolChoice, boolean parallelToolCalls, JsonNode outputSchema) {

    Conversation {
        Objects.requireNonNull(instructions, "instructions");
        Objects.requireNonNull(words, "words");
        Objects.requireNonNull(directions, "directions");
        called = List.copyOf(called);
        outputs = List.copyOf(outputs);
        tools = List.copyOf(tools);
        Objects.requireNonNull(toolChoice, "toolChoice");
        Objects.requireNonNull(outputSchema, "outputSchema");
    }

    private static final JsonNode ANY_OBJECT = Tree.object().<ObjectNode> set("properties",
            Tree.object().set("answer", Tree.object().put("type", "string")));

    /** What the function {@code tool} answered. */
    record Output(String tool, String text) {

        Output {
            Objects.requireNonNull(tool, "tool");
            Objects.requireNonNull(text, "text");
        }
    }

    /** @throws Rejection where the request is not one that the Responses API takes */
    static Conversation of(JsonNode request) {
        if (!request.isObject()) {
            throw Rejection.notJson();
        }
        for (String stored : List.of("previous_response_id", "conversation")) {
            if (request.hasNonNull(stored)) {
                throw Rejection.nothingStored(stored);
            }
        }
        JsonNode format = request.path("text").path("format");
        Reading reading = new Reading(request.path("instructions").asText(""));
        reading.input(request.path("input"));
        return new Conversation(String.join("\n", reading.instructions), Directions.without(reading.words),
                Directions.in(reading.words), reading.called, reading.outputs, tools(request.path("tools")),
                request.path("tool_choice"), request.path("parallel_tool_calls").asBoolean(true), schema(format));
    }

    /** Of "JSON mode", which asks for any object, one with a text in it. */
    private static JsonNode schema(JsonNode format) {
        return switch (format.path("type").asText()) {
            case "json_schema" -> format.path("schema");
            case "json_object" -> ANY_OBJECT;
            default -> MissingNode.getInstance();
        };
    }

    private static List<ToolSpec> tools(JsonNode tools) {
        if (!tools.isArray() && !tools.isNull() && !tools.isMissingNode()) {
            throw Rejection.wrongType("tools", "an array of tools");
        }
        return List.copyOf(StreamSupport.stream(tools.spliterator(), false)
                .filter(tool -> tool.path("type").asText().equals("function"))
                .map(ToolSpec::of)
                .filter(tool -> !tool.name().isEmpty())
                .collect(Collectors.toMap(ToolSpec::name, tool -> tool, (first, second) -> first, LinkedHashMap::new))
                .values());
    }

    /** Goes through the input items once; a message of the user makes what came before it past. */
    private static final class Reading {

        private final List<String> instructions = new ArrayList<>();
        private final Map<String, String> toolOfCall = new HashMap<>();
        private final List<String> called = new ArrayList<>();
        private final List<Output> outputs = new ArrayList<>();
        private String words = "";

        Reading(String instructions) {
            this.instructions.add(instructions);
        }

        void input(JsonNode input) {
            if (input.isMissingNode() || input.isNull()) {
                throw Rejection.missing("input");
            }
            if (input.isTextual()) {
                words = input.textValue();
                return;
            }
            if (!input.isArray()) {
                throw Rejection.wrongType("input", "a string or an array of items");
            }
            for (int i = 0; i < input.size(); i++) {
                if (!input.get(i).isObject()) {
                    throw Rejection.wrongType("input[" + i + "]", "an item, which is an object");
                }
                item(input.get(i));
            }
        }

        private void item(JsonNode item) {
            switch (item.path("type").asText("message")) {
                case "message" -> message(item.path("role").asText(), text(item.path("content")));
                case "function_call" -> {
                    toolOfCall.put(item.path("call_id").asText(), item.path("name").asText());
                    called.add(item.path("name").asText());
                }
                case "function_call_output" -> outputs.add(new Output(
                        toolOfCall.getOrDefault(item.path("call_id").asText(), ""), text(item.path("output"))));
                default -> { // reasoning, hosted tools and the like say nothing to this model
                }
            }
        }

        private void message(String role, String text) {
            if (role.equals("user")) {
                words = text;
                called.clear();
                outputs.clear();
            } else if (role.equals("system") || role.equals("developer")) {
                instructions.add(text);
            }
        }

        private static String text(JsonNode content) {
            if (!content.isArray()) {
                return content.asText();
            }
            return StreamSupport.stream(content.spliterator(), false)
                    .map(part -> part.path("text").asText())
                    .collect(Collectors.joining("\n"));
        }
    }
}
