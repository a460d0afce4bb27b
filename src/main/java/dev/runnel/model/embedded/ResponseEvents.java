package dev.runnel.model.embedded;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Writes an answer down as the complete sequence of the Responses API's events, from created to completed. */
final class ResponseEvents {

    /** A word with the space before it; all of them together are the text. */
    private static final Pattern WORD = Pattern.compile("\\s*\\S+|\\s+");

    /** A few characters of JSON, no surrogate pair cut in two. */
    private static final Pattern PIECE = Pattern.compile("(?s).{1,12}");

    private final List<ResponseEvent> events = new ArrayList<>();
    private final ArrayNode output = Tree.array();
    private final Ids ids;

    private ResponseEvents(Ids ids) {
        this.ids = ids;
    }

    static List<ResponseEvent> of(ResponseObject response, List<OutputItem> items, Directions directions, Ids ids) {
        ResponseEvents sequence = new ResponseEvents(ids);
        sequence.add("response.created").set("response", response.begun());
        sequence.add("response.in_progress").set("response", response.begun());
        items.forEach(sequence::item);
        OptionalInt middle = sequence.middleOfText();
        if (middle.isPresent() && !directions.pause().isZero()) {
            sequence.events.set(middle.getAsInt(), sequence.events.get(middle.getAsInt()).after(directions.pause()));
        }
        if (middle.isPresent() && directions.ending() != Directions.Ending.COMPLETE) {
            sequence.events.subList(middle.getAsInt() + 1, sequence.events.size()).clear();
            if (directions.ending() == Directions.Ending.FAILED) {
                sequence.add("response.failed").set("response", response.failed());
            }
        } else {
            sequence.add("response.completed").set("response", response.completed(sequence.output));
        }
        return List.copyOf(sequence.events);
    }

    /** Where the later half of the text begins. */
    private OptionalInt middleOfText() {
        int[] text = IntStream.range(0, events.size())
                .filter(i -> events.get(i).type().equals("response.output_text.delta")).toArray();
        return text.length == 0 ? OptionalInt.empty() : OptionalInt.of(text[text.length / 2]);
    }

    private void item(OutputItem item) {
        if (item instanceof OutputItem.Text text) {
            message(text.text());
        } else if (item instanceof OutputItem.Call call) {
            call(call);
        }
    }

    private void message(String text) {
        String id = ids.next("msg");
        added(message(id, "in_progress", Tree.array()));
        ofPart("response.content_part.added", id).set("part", part(""));
        for (String word : pieces(WORD, text)) {
            ofPart("response.output_text.delta", id).put("delta", word).putArray("logprobs");
        }
        ofPart("response.output_text.done", id).put("text", text).putArray("logprobs");
        ofPart("response.content_part.done", id).set("part", part(text));
        done(message(id, "completed", Tree.array().add(part(text))));
    }

    private void call(OutputItem.Call call) {
        String id = ids.next("fc");
        String callId = ids.next("call");
        added(functionCall(id, callId, call.name(), "in_progress", ""));
        for (String piece : pieces(PIECE, call.arguments())) {
            ofItem("response.function_call_arguments.delta", id).put("delta", piece);
        }
        ofItem("response.function_call_arguments.done", id).put("name", call.name()).put("arguments", call.arguments());
        done(functionCall(id, callId, call.name(), "completed", call.arguments()));
    }

    private void added(ObjectNode item) {
        add("response.output_item.added").put("output_index", output.size()).set("item", item);
    }

    private void done(ObjectNode item) {
        add("response.output_item.done").put("output_index", output.size()).set("item", item);
        output.add(item);
    }

    private ObjectNode ofPart(String type, String itemId) {
        return ofItem(type, itemId).put("content_index", 0);
    }

    private ObjectNode ofItem(String type, String itemId) {
        return add(type).put("item_id", itemId).put("output_index", output.size());
    }

    private ObjectNode add(String type) {
        ObjectNode event = Tree.object().put("type", type).put("sequence_number", events.size());
        events.add(new ResponseEvent(event));
        return event;
    }

    private static ObjectNode message(String id, String status, ArrayNode content) {
        ObjectNode message = Tree.object().put("id", id).put("type", "message").put("status", status)
                .put("role", "assistant");
        message.set("content", content);
        return message;
    }

    private static ObjectNode part(String text) {
        ObjectNode part = Tree.object().put("type", "output_text");
        part.putArray("annotations");
        part.putArray("logprobs");
        return part.put("text", text);
    }

    private static ObjectNode functionCall(String id, String callId, String name, String status, String arguments) {
        return Tree.object().put("id", id).put("type", "function_call").put("status", status).put("arguments", arguments)
                .put("call_id", callId).put("name", name);
    }

    private static List<String> pieces(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).toList();
    }
}
