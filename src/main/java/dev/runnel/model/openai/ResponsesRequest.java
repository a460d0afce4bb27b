package dev.runnel.model.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runnel.model.Json;
import dev.runnel.model.JsonText;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.ModelSettings;
import dev.runnel.model.OutputFormat;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.ToolChoice;
import dev.runnel.model.ToolDefinition;
import dev.runnel.model.chat.ChatReasoning;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes a request as the Responses API takes it; items and schemas are copied as they are. */
final class ResponsesRequest {

    private final JsonGenerator json;
    private final Map<String, JsonText> extra;

    private ResponsesRequest(JsonGenerator json, Map<String, JsonText> extra) {
        this.json = json;
        this.extra = extra;
    }

    static byte[] body(ModelRequest request, String defaultModel) {
        return Json.bytes(json -> new ResponsesRequest(json, request.settings().extraBody()).write(request, defaultModel));
    }

    private void write(ModelRequest request, String defaultModel) throws IOException {
        ModelSettings settings = request.settings();
        json.writeStartObject();
        string("model", Optional.of(request.model().orElse(defaultModel)));
        string("instructions", request.instructions());
        string("previous_response_id", request.previousResponseId());
        string("conversation", request.conversationId());
        member("stream", () -> json.writeBoolean(true));
        member("temperature", settings.temperature(), json::writeNumber);
        member("top_p", settings.topP(), json::writeNumber);
        member("max_output_tokens", settings.maxTokens(), json::writeNumber);
        member("parallel_tool_calls", settings.parallelToolCalls(), json::writeBoolean);
        member("store", settings.store(), json::writeBoolean);
        string("truncation", settings.truncation());
        string("prompt_cache_retention", settings.promptCacheRetention());
        member("prompt_cache_options", settings.promptCacheOptions(), options -> Json.raw(json, options));
        member("context_management", settings.contextManagement(), management -> Json.raw(json, management));
        member("top_logprobs", settings.topLogprobs(), json::writeNumber);
        include(settings);
        member("tool_choice", settings.toolChoice(), this::toolChoice);
        reasoning(settings);
        text(settings.verbosity(), request.outputFormat());
        metadata(settings);
        tools(request);
        input(request);
        for (Map.Entry<String, JsonText> member : extra.entrySet()) {
            Json.raw(json, member.getKey(), member.getValue());
        }
        json.writeEndObject();
    }

    /** The logprobs are only there if they are asked for twice. */
    private void include(ModelSettings settings) throws IOException {
        Set<String> all = new LinkedHashSet<>(settings.responseInclude());
        settings.topLogprobs().ifPresent(count -> all.add("message.output_text.logprobs"));
        if (!all.isEmpty()) {
            member("include", () -> {
                json.writeStartArray();
                for (String each : all) {
                    json.writeString(each);
                }
                json.writeEndArray();
            });
        }
    }

    private void text(Optional<String> verbosity, Optional<OutputFormat> format) throws IOException {
        if (verbosity.isEmpty() && format.isEmpty()) {
            return;
        }
        member("text", () -> {
            json.writeStartObject();
            if (verbosity.isPresent()) {
                json.writeStringField("verbosity", verbosity.get());
            }
            if (format.isPresent()) {
                json.writeObjectFieldStart("format");
                json.writeStringField("type", "json_schema");
                json.writeStringField("name", format.get().name());
                json.writeBooleanField("strict", format.get().strict());
                Json.raw(json, "schema", format.get().schema());
                json.writeEndObject();
            }
            json.writeEndObject();
        });
    }

    private void reasoning(ModelSettings settings) throws IOException {
        if (settings.reasoningEffort().isPresent() || settings.reasoningSummary().isPresent()) {
            member("reasoning", () -> {
                json.writeStartObject();
                if (settings.reasoningEffort().isPresent()) {
                    json.writeStringField("effort", settings.reasoningEffort().get());
                }
                if (settings.reasoningSummary().isPresent()) {
                    json.writeStringField("summary", settings.reasoningSummary().get());
                }
                json.writeEndObject();
            });
        }
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

    private void tools(ModelRequest request) throws IOException {
        if (!request.tools().isEmpty() || !request.hostedTools().isEmpty()) {
            member("tools", () -> {
                json.writeStartArray();
                for (ToolDefinition tool : request.tools()) {
                    tool(tool);
                }
                for (JsonText tool : request.hostedTools()) {
                    Json.raw(json, tool);
                }
                json.writeEndArray();
            });
        }
    }

    private void tool(ToolDefinition tool) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "function");
        json.writeStringField("name", tool.name());
        json.writeStringField("description", tool.description());
        json.writeBooleanField("strict", tool.strict());
        Json.raw(json, "parameters", tool.parameters());
        json.writeEndObject();
    }

    private void input(ModelRequest request) throws IOException {
        member("input", () -> {
            json.writeStartArray();
            for (ResponseItem item : request.input()) {
                if (!ChatReasoning.isOne(item)) { // another provider's, which this one would look for in its store
                    Json.raw(json, item.json());
                }
            }
            json.writeEndArray();
        });
    }

    private void toolChoice(ToolChoice choice) throws IOException {
        if (choice.form() == ToolChoice.Form.MODE) {
            json.writeString(choice.value());
            return;
        }
        json.writeStartObject();
        switch (choice.form()) {
            case FUNCTION -> {
                json.writeStringField("type", "function");
                json.writeStringField("name", choice.value());
            }
            case HOSTED -> json.writeStringField("type", choice.value());
            case MCP -> {
                json.writeStringField("type", "mcp");
                json.writeStringField("server_label", choice.serverLabel().orElseThrow());
                json.writeStringField("name", choice.value());
            }
            default -> throw new IllegalArgumentException(choice.form().name());
        }
        json.writeEndObject();
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
