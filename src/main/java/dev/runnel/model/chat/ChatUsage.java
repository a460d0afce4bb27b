package dev.runnel.model.chat;

import dev.runnel.model.Json;
import dev.runnel.model.JsonText;

/** What a call has cost, in the words of the Responses format. */
final class ChatUsage {

    private ChatUsage() {
    }

    /** @param usage a chunk's */
    static JsonText of(JsonText usage) {
        long in = usage.number("prompt_tokens").orElse(0);
        long out = usage.number("completion_tokens").orElse(0);
        long cached = detail(usage, "prompt_tokens_details", "cached_tokens",
                usage.number("prompt_cache_hit_tokens").orElse(0)); // DeepSeek's name for it
        long reasoning = detail(usage, "completion_tokens_details", "reasoning_tokens", 0);
        return Json.write(json -> {
            json.writeStartObject();
            json.writeNumberField("input_tokens", in);
            json.writeObjectFieldStart("input_tokens_details");
            json.writeNumberField("cached_tokens", cached);
            json.writeEndObject();
            json.writeNumberField("output_tokens", out);
            json.writeObjectFieldStart("output_tokens_details");
            json.writeNumberField("reasoning_tokens", reasoning);
            json.writeEndObject();
            json.writeNumberField("total_tokens", usage.number("total_tokens").orElse(in + out));
            json.writeEndObject();
        });
    }

    private static long detail(JsonText usage, String group, String name, long otherwise) {
        return usage.member(group).map(details -> details.number(name)).filter(number -> number.isPresent())
                .map(number -> number.getAsLong()).orElse(otherwise);
    }
}
