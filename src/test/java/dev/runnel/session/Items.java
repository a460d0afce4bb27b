package dev.runnel.session;

import dev.runnel.model.FunctionCall;
import dev.runnel.model.JsonText;
import dev.runnel.model.Message;
import dev.runnel.model.ResponseItem;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Conversations in a few letters: u and a are messages, r is reasoning, c1 a call and o1 its output, and so on. */
final class Items {

    private Items() {
    }

    static List<ResponseItem> of(String letters) {
        return letters.isBlank() ? List.of() : Arrays.stream(letters.split(" ")).map(Items::item).toList();
    }

    static String letters(List<ResponseItem> items) {
        return items.stream().map(Items::letters).collect(Collectors.joining(" "));
    }

    private static ResponseItem item(String letters) {
        String id = letters.substring(1);
        return ResponseItem.of(JsonText.of(switch (letters.charAt(0)) {
            case 'u' -> "{\"role\":\"user\",\"content\":\"" + letters + "\"}";
            case 'a' -> "{\"type\":\"message\",\"role\":\"assistant\",\"content\":\"" + letters + "\"}";
            case 'r' -> "{\"type\":\"reasoning\",\"summary\":[],\"id\":\"" + letters + "\"}";
            case 'c' -> "{\"type\":\"function_call\",\"name\":\"f\",\"arguments\":\"{}\",\"call_id\":\"" + id + "\"}";
            case 'o' -> "{\"type\":\"function_call_output\",\"output\":\"\",\"call_id\":\"" + id + "\"}";
            case 's' -> "{\"type\":\"shell_call\",\"call_id\":\"" + id + "\"}";
            case 't' -> "{\"type\":\"shell_call_output\",\"call_id\":\"" + id + "\"}";
            case 'q' -> "{\"type\":\"mcp_approval_request\",\"server_label\":\"s\",\"name\":\"f\",\"arguments\":\"{}\",\"id\":\"" + id
                    + "\"}";
            case 'p' -> "{\"type\":\"mcp_approval_response\",\"approve\":true,\"approval_request_id\":\"" + id + "\"}";
            case 'w' -> "{\"type\":\"web_search_call\",\"id\":\"" + id + "\"}";
            default -> throw new IllegalArgumentException(letters);
        }));
    }

    private static String letters(ResponseItem item) {
        if (item instanceof Message message) {
            return message.text();
        }
        String id = item instanceof FunctionCall call ? call.callId()
                : item.json().string("call_id").or(() -> item.json().string("approval_request_id")).or(item::id).orElse("");
        return switch (item.type()) {
            case "reasoning" -> id;
            case "function_call" -> "c" + id;
            case "function_call_output" -> "o" + id;
            case "shell_call" -> "s" + id;
            case "shell_call_output" -> "t" + id;
            case "mcp_approval_request" -> "q" + id;
            case "mcp_approval_response" -> "p" + id;
            default -> "w" + id;
        };
    }
}
