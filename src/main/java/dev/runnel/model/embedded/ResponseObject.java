package dev.runnel.model.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Objects;

/**
 * The response that the events are about, with what the request set echoed in it, as the provider does.
 *
 * @param request the request's body
 * @param id the response's id
 * @param createdAt when it was made, in seconds since 1970
 */
record ResponseObject(JsonNode request, String id, long createdAt) {

    /** The model that answers, whatever the request asked for. */
    static final String MODEL = "embedded";

    ResponseObject {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(id, "id");
    }

    /** As it is before there is output. */
    ObjectNode begun() {
        return json("in_progress", Tree.array(), NullNode.instance);
    }

    /** As it is at the end; tokens are counted as words. */
    ObjectNode completed(ArrayNode output) {
        int in = words(request.path("instructions")) + words(request.path("input")) + words(request.path("tools"));
        int out = words(output);
        ObjectNode usage = Tree.object().put("input_tokens", in);
        usage.putObject("input_tokens_details").put("cached_tokens", 0).put("cache_write_tokens", 0);
        usage.put("output_tokens", out);
        usage.putObject("output_tokens_details").put("reasoning_tokens", 0);
        return json("completed", output, usage.put("total_tokens", in + out));
    }

    /** As it is where it fails because the user's words ask for that. */
    ObjectNode failed() {
        ObjectNode response = json("failed", Tree.array(), NullNode.instance);
        response.putObject("error").put("code", "server_error").put("message",
                "The embedded model failed in the middle of its text, as [fail] asks.");
        return response;
    }

    private ObjectNode json(String status, ArrayNode output, JsonNode usage) {
        ObjectNode response = Tree.object()
                .put("id", id)
                .put("object", "response")
                .put("created_at", createdAt)
                .put("status", status)
                .put("background", false);
        response.putNull("error").putNull("incomplete_details");
        echo(response, "instructions", NullNode.instance);
        echo(response, "max_output_tokens", NullNode.instance);
        echo(response, "max_tool_calls", NullNode.instance);
        response.put("model", MODEL).set("output", output);
        echo(response, "parallel_tool_calls", BooleanNode.TRUE);
        response.putNull("previous_response_id");
        echo(response, "prompt_cache_key", NullNode.instance);
        echo(response, "reasoning", Tree.object().putNull("effort").putNull("summary"));
        echo(response, "safety_identifier", NullNode.instance);
        response.put("service_tier", "default");
        response.put("store", false); // nothing is kept, whatever was asked for
        echo(response, "temperature", DoubleNode.valueOf(1));
        ObjectNode text = Tree.object();
        text.putObject("format").put("type", "text");
        echo(response, "text", text.put("verbosity", "medium"));
        echo(response, "tool_choice", TextNode.valueOf("auto"));
        echo(response, "tools", Tree.array());
        echo(response, "top_logprobs", IntNode.valueOf(0));
        echo(response, "top_p", DoubleNode.valueOf(1));
        echo(response, "truncation", TextNode.valueOf("disabled"));
        response.set("usage", usage);
        echo(response, "user", NullNode.instance);
        echo(response, "metadata", Tree.object());
        return response;
    }

    private void echo(ObjectNode response, String name, JsonNode otherwise) {
        response.set(name, request.hasNonNull(name) ? request.get(name) : otherwise);
    }

    // texts only: the names of members are not what a model reads
    private static int words(JsonNode node) {
        int words = node.isValueNode() ? Words.count(node.asText("")) : 0;
        for (JsonNode member : node) {
            words += words(member);
        }
        return words;
    }
}
