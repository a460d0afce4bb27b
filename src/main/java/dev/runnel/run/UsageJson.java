package dev.runnel.run;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runnel.model.RequestUsage;
import dev.runnel.model.Usage;
import java.io.IOException;
import java.util.List;

/** Usage in a run's state: its six numbers, and those of each request. */
final class UsageJson {

    private UsageJson() {
    }

    static void write(JsonGenerator json, Usage usage) throws IOException {
        json.writeStartObject();
        json.writeNumberField("requests", usage.requests());
        json.writeNumberField("input_tokens", usage.inputTokens());
        json.writeNumberField("output_tokens", usage.outputTokens());
        json.writeNumberField("total_tokens", usage.totalTokens());
        json.writeNumberField("cached_tokens", usage.cachedTokens());
        json.writeNumberField("reasoning_tokens", usage.reasoningTokens());
        json.writeArrayFieldStart("request_usage_entries");
        for (RequestUsage entry : usage.requestUsageEntries()) {
            write(json, entry);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static Usage read(StateMembers usage) {
        List<RequestUsage> entries = usage.array("request_usage_entries").stream()
                .map(entry -> entry(new StateMembers(entry, "a request's usage"))).toList();
        return new Usage(usage.number("requests"), usage.number("input_tokens"), usage.number("output_tokens"),
                usage.number("total_tokens"), usage.number("cached_tokens"), usage.number("reasoning_tokens"), entries);
    }

    private static void write(JsonGenerator json, RequestUsage entry) throws IOException {
        json.writeStartObject();
        json.writeNumberField("input_tokens", entry.inputTokens());
        json.writeNumberField("output_tokens", entry.outputTokens());
        json.writeNumberField("total_tokens", entry.totalTokens());
        json.writeNumberField("cached_tokens", entry.cachedTokens());
        json.writeNumberField("reasoning_tokens", entry.reasoningTokens());
        if (entry.agentName().isPresent()) {
            json.writeStringField("agent", entry.agentName().get());
        }
        if (entry.modelName().isPresent()) {
            json.writeStringField("model", entry.modelName().get());
        }
        json.writeEndObject();
    }

    private static RequestUsage entry(StateMembers entry) {
        return new RequestUsage(entry.number("input_tokens"), entry.number("output_tokens"), entry.number("total_tokens"),
                entry.number("cached_tokens"), entry.number("reasoning_tokens"), entry.optionalString("agent"),
                entry.optionalString("model"));
    }
}
