package dev.runnel.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.model.FunctionCall;
import dev.runnel.model.FunctionCallOutput;
import dev.runnel.model.JsonText;
import dev.runnel.model.McpApprovalRequest;
import dev.runnel.model.McpApprovalResponse;
import dev.runnel.model.Message;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.Reasoning;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.Usage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Supplier;

/** Makes events of all kinds, with whatever strings and JSON can be in them. */
final class RandomEvents {

    static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String[] PIECES = {"a", "b", "null", "\"", "\\", "\\u0041", "/", "{", "}", "[", "]", ",", ":", " ",
            "\n", "\r", "\t", "\b", "\f", "\0", "\u001f", "\u007f", "\u0085", "\u2028", "é", "漢", "\uFFFD", "\uD83D\uDE00"};

    private final Random random;

    RandomEvents(Random random) {
        this.random = random;
    }

    StreamEvent event() {
        EventOrigin origin = origin();
        long number = count();
        return switch (random.nextInt(5)) {
            case 0 -> new RawResponsesStreamEvent(origin, number, ModelEvent.of(
                    typed(oneOf("response.output_text.delta", "response.created", "x.y", ""))));
            case 1 -> new RunItemStreamEvent(origin, number, oneOf(RunItemEventName.values()), item());
            case 2 -> new AgentUpdatedStreamEvent(origin, number, agent());
            case 3 -> new ToolProgressStreamEvent(origin, number, text(), output());
            default -> new RunUpdatedStreamEvent(origin, number, oneOf(RunStatus.values()), maybe(this::usage),
                    maybe(this::text), maybe(this::output), maybe(this::error), maybe(() -> oneOf(CancelReason.values())),
                    maybe(this::approval).map(List::of).orElse(List.of()), maybe(this::text));
        };
    }

    /** An object with up to that many levels of structure in it. */
    Map<String, Object> object(int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            members.put(text(), value(depth));
        }
        return members;
    }

    /** Anything that JSON has, null too. */
    Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 8)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextInt(20) - 10;
            case 2 -> Double.longBitsToDouble(random.nextLong() & ~(1L << 62)); // never infinite, never no number
            case 3 -> new BigInteger(100, random);
            case 4 -> new BigDecimal(new BigInteger(90, random), random.nextInt(40) - 20);
            case 5 -> random.nextBoolean();
            case 6 -> null;
            case 7 -> text();
            case 8 -> object(depth - 1);
            default -> list(depth - 1);
        };
    }

    /** The value as JSON, on one line or with white space in it. */
    JsonText json(Object value) {
        try {
            return JsonText.value(random.nextBoolean() ? MAPPER.writeValueAsBytes(value)
                    : MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Object> list(int depth) {
        List<Object> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            elements.add(value(depth));
        }
        return elements;
    }

    private RunItem item() {
        return switch (random.nextInt(14)) {
            case 0 -> new MessageOutputItem(agent(), new Message(typed("message", "role")));
            case 1 -> new ReasoningItem(agent(), new Reasoning(typed("reasoning")));
            case 2 -> new ToolCallItem(agent(), rawItem());
            case 3 -> new ToolCallOutputItem(agent(), callOutput(), output());
            case 4 -> new ToolSearchCallItem(agent(), rawItem());
            case 5 -> new ToolSearchOutputItem(agent(), rawItem());
            case 6 -> new HandoffCallItem(agent(), new FunctionCall(typed("function_call", "call_id", "name", "arguments")));
            case 7 -> new HandoffOutputItem(agent(), callOutput(), agent(), agent());
            case 8 -> new McpListToolsItem(agent(), rawItem());
            case 9 -> new McpApprovalRequestItem(agent(), request());
            case 10 -> new OtherRunItem(agent(), ResponseItem.of(typed("x " + text())));
            case 11 -> approval();
            case 12 -> new InputItem(agent(), rawItem());
            default -> new McpApprovalResponseItem(agent(),
                    McpApprovalResponse.of(request(), random.nextBoolean(), maybe(this::text)));
        };
    }

    private ToolApprovalItem approval() {
        return new ToolApprovalItem(agent(), random.nextBoolean() ? request()
                : new FunctionCall(typed("function_call", "call_id", "name", "arguments")));
    }

    private McpApprovalRequest request() {
        return new McpApprovalRequest(typed("mcp_approval_request", "id", "server_label", "name", "arguments"));
    }

    private ResponseItem rawItem() {
        return ResponseItem.of(switch (random.nextInt(4)) {
            case 0 -> typed("message", "role");
            case 1 -> typed("reasoning");
            case 2 -> typed("function_call", "call_id", "name", "arguments");
            default -> typed("something_else");
        });
    }

    private FunctionCallOutput callOutput() {
        return new FunctionCallOutput(typed("function_call_output", "call_id"));
    }

    private JsonText typed(String type, String... strings) {
        Map<String, Object> members = object(2);
        members.put("type", type);
        for (String name : strings) {
            members.put(name, text());
        }
        return json(members);
    }

    private EventOrigin origin() {
        int depth = random.nextInt(3);
        return new EventOrigin(text(), random.nextInt(Integer.MAX_VALUE), agent(),
                depth == 0 ? Optional.empty() : maybe(this::text), depth);
    }

    private OutputValue output() {
        JsonText json = json(value(2));
        Object plain = PlainValues.of(json);
        return new OutputValue(plain == null ? "" : plain, json);
    }

    private Usage usage() {
        return new Usage(count(), count(), count(), count(), count(), count());
    }

    private RunError error() {
        return new RunError(text(), text(),
                random.nextBoolean() ? OptionalInt.of(random.nextInt(1000)) : OptionalInt.empty(), maybe(this::text),
                maybe(() -> Duration.ofSeconds(count())), maybe(this::text), maybe(this::output));
    }

    private AgentRef agent() {
        return new AgentRef(random.nextBoolean() ? "Joker" : text());
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(oneOf(PIECES));
        }
        return text.toString();
    }

    private long count() {
        return random.nextLong() >>> 1 + random.nextInt(60);
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    @SafeVarargs
    private <T> T oneOf(T... all) {
        return all[random.nextInt(all.length)];
    }
}
