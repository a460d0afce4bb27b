package dev.runnel.run;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runnel.model.Usage;
import java.io.IOException;

/** Usage in a run's state: its six numbers. */
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
        json.writeEndObject();
    }

    static Usage read(StateMembers usage) {
        return new Usage(usage.number("requests"), usage.number("input_tokens"), usage.number("output_tokens"),
                usage.number("total_tokens"), usage.number("cached_tokens"), usage.number("reasoning_tokens"));
    }
}
