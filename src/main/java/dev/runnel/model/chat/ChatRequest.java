package dev.runnel.model.chat;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runnel.model.Json;
import dev.runnel.model.JsonText;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.ModelRequestException;
import dev.runnel.model.ModelSettings;
import dev.runnel.model.ToolChoice;
import dev.runnel.model.ToolDefinition;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a request as the Chat Completions API takes it. Settings that only the Responses API has are left out: truncation,
 * the summary of reasoning, the management of the context, and what the answer shall hold beyond the usual.
 */
public final class ChatRequest {

    private final JsonGenerator json;
    private final Map<String, JsonText> extra;

    private ChatRequest(JsonGenerator json, Map<String, JsonText> extra) {
        this.json = json;
        this.extra = extra;
    }

    /**
     * The body of the request.
     *
     * @param defaultModel the model that is meant where the request names none
     * @throws ModelRequestException if it holds something that cannot be said in this format
     */
    public static byte[] body(ModelRequest request, String defaultModel) {
        refuse("previousResponseId", request.previousResponseId());
        refuse("conversationId", request.conversationId());
        if (!request.hostedTools().isEmpty()) {
            throw new ModelRequestException("The agent has hosted tools, which the provider runs, but the Chat Completions"
                    + " API has none: use the Responses API, or tools of your own");
        }
        return Json.bytes(json -> new ChatRequest(json, request.settings().extraBody()).write(request, defaultModel));
    }

    private static void refuse(String name, Optional<String> value) {
        if (value.isPresent()) {
            throw new ModelRequestException(name + " is set, but a provider with the Chat Completions API keeps no"
                    + " conversation: give it the whole input, or use the Responses API");
        }
    }

    private void write(ModelRequest request, String defaultModel) throws IOException {
        ModelSettings settings = request.settings();
        json.writeStartObject();
        string("model", Optional.of(request.model().orElse(defaultModel)));
        member("messages", () -> new ChatMessages(json).write(request.instructions(), request.input()));
        member("stream", () -> json.writeBoolean(true));
        if (settings.includeUsage().orElse(true)) {
            member("stream_options", () -> {
                json.writeStartObject();
                json.writeBooleanField("include_usage", true);
                json.writeEndObject();
            });
        }
        member("temperature", settings.temperature(), json::writeNumber);
        member("top_p", settings.topP(), json::writeNumber);
        member("frequency_penalty", settings.frequencyPenalty(), json::writeNumber);
        member("presence_penalty", settings.presencePenalty(), json::writeNumber);
        if (!extra.containsKey("max_completion_tokens")) { // the newer name; both together are refused
            member("max_tokens", settings.maxTokens(), json::writeNumber);
        }
        if (settings.topLogprobs().isPresent()) {
            member("logprobs", () -> json.writeBoolean(true));
            member("top_logprobs", settings.topLogprobs(), json::writeNumber);
        }
        member("store", settings.store(), json::writeBoolean);
        string("reasoning_effort", settings.reasoningEffort());
        string("verbosity", settings.verbosity());
        string("prompt_cache_retention", settings.promptCacheRetention());
        member("prompt_cache_options", settings.promptCacheOptions(), options -> Json.raw(json, options));
        responseFormat(request);
        metadata(settings);
        tools(request);
        for (Map.Entry<String, JsonText> member : extra.entrySet()) {
            Json.raw(json, member.getKey(), member.getValue());
        }
        json.writeEndObject();
    }

    private void responseFormat(ModelRequest request) throws IOException {
        member("response_format", request.outputFormat(), format -> {
            json.writeStartObject();
            json.writeStringField("type", "json_schema");
            json.writeObjectFieldStart("json_schema");
            json.writeStringField("name", format.name());
            json.writeBooleanField("strict", format.strict());
            Json.raw(json, "schema", format.schema());
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private void metadata(ModelSettings settings) throws IOException {
        if (!settings.metadata().isEmpty()) {
            member("metadata", () -> {
                json.writeStartObject();
                for (Map.Entry<String, String> pair : settings.metadata().entrySet()) {
                    json.writeStringField(pair.getKey(), pair.getValue());
                }
                json.writeEndObject();
            });
        }
    }

    /** How tools may be called is only said where there are some: servers refuse it else. */
    private void tools(ModelRequest request) throws IOException {
        if (request.tools().isEmpty()) {
            return;
        }
        member("tools", () -> {
            json.writeStartArray();
            for (ToolDefinition tool : request.tools()) {
                tool(tool);
            }
            json.writeEndArray();
        });
        member("tool_choice", request.settings().toolChoice(), this::toolChoice);
        member("parallel_tool_calls", request.settings().parallelToolCalls(), json::writeBoolean);
    }

    private void tool(ToolDefinition tool) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "function");
        json.writeObjectFieldStart("function");
        json.writeStringField("name", tool.name());
        json.writeStringField("description", tool.description());
        json.writeBooleanField("strict", tool.strict());
        Json.raw(json, "parameters", tool.parameters());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void toolChoice(ToolChoice choice) throws IOException {
        switch (choice.form()) {
            case MODE -> json.writeString(choice.value());
            case FUNCTION -> {
                json.writeStartObject();
                json.writeStringField("type", "function");
                json.writeObjectFieldStart("function");
                json.writeStringField("name", choice.value());
                json.writeEndObject();
                json.writeEndObject();
            }
            default -> throw new ModelRequestException("The tool choice " + choice.value() + " is a tool of the provider's"
                    + " own, and the Chat Completions API has functions only");
        }
    }

    private void string(String name, Optional<String> value) throws IOException {
        member(name, value, json::writeString);
    }

    private <T> void member(String name, Optional<T> value, Writing<T> writing) throws IOException {
        if (value.isPresent()) {
            member(name, () -> writing.write(value.get()));
        }
    }

    /** What the settings' extra body brings is written there, and only there. */
    private void member(String name, Part value) throws IOException {
        if (!extra.containsKey(name)) {
            json.writeFieldName(name);
            value.write();
        }
    }

    @FunctionalInterface
    private interface Writing<T> {
        void write(T value) throws IOException;
    }

    @FunctionalInterface
    private interface Part {
        void write() throws IOException;
    }
}
