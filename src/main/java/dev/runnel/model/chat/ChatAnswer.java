package dev.runnel.model.chat;

import dev.runnel.model.FunctionCall;
import dev.runnel.model.Json;
import dev.runnel.model.JsonText;
import dev.runnel.model.MemberNames;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.ModelRequest;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Turns the chunks of one answer into the complete sequence of events of the Responses format. A message or a reasoning item
 * is finished when something else begins, calls when the answer ends. One is for one answer, and one thread at a time.
 */
public final class ChatAnswer {

    /** How many bytes of choices an answer may have: what is in them is kept, and repeated at the end. */
    private static final long LIMIT = 64 * 1024 * 1024;

    private static final MemberNames CHUNK = MemberNames.of("choices", "error", "usage");
    private static final JsonText NO_CHUNK = JsonText.of("{}");
    private static final JsonText WITHHELD = Json.quoted("Response withheld by the provider's content filter.");

    private final EventWriter events;
    private final ChatIds ids;
    private final Clock clock;
    private final Set<String> usedCallIds;
    private final Output output = new Output();
    private final OpenCalls calls = new OpenCalls();
    private Optional<ResponseHead> head = Optional.empty();
    private Optional<OpenItem> open = Optional.empty();
    private Optional<JsonText> usage = Optional.empty();
    private Optional<String> finish = Optional.empty();
    private Optional<String> cutOff = Optional.empty();
    private boolean answered; // a message or a call has begun
    private boolean over; // the terminal event is written
    private long kept;

    ChatAnswer(Set<String> usedCallIds, ChatIds ids, Clock clock, Consumer<ModelEvent> out) {
        this.usedCallIds = new HashSet<>(usedCallIds);
        this.ids = ids;
        this.clock = clock;
        this.events = new EventWriter(out);
    }

    /**
     * The answer to this request; call ids that the conversation has already are replaced.
     *
     * @param out is given the events, from within the methods of this class
     */
    public static ChatAnswer to(ModelRequest request, Consumer<ModelEvent> out) {
        return new ChatAnswer(
                request.input().stream().filter(FunctionCall.class::isInstance).map(item -> ((FunctionCall) item).callId())
                        .collect(Collectors.toSet()),
                ChatIds.random(), Clock.systemUTC(), out);
    }

    /**
     * Reads the next chunk. Nothing comes of one after the terminal event.
     *
     * @throws ModelBehaviorException if it cannot be made events of
     */
    public void read(JsonText chunk) {
        if (over) {
            return;
        }
        List<Optional<JsonText>> found = chunk.members(CHUNK);
        Optional<JsonText> choices = found.get(0);
        Optional<ChatError> error = found.get(1).isPresent() || choices.isEmpty() ? ChatError.in(chunk) : Optional.empty();
        if (error.isPresent()) {
            over = true;
            error.get().write(events);
            return;
        }
        begin(chunk);
        found.get(2).filter(JsonText::isObject).ifPresent(told -> usage = Optional.of(told));
        choices.flatMap(all -> Delta.of(all, answered)).ifPresent(this::add);
    }

    /** The server says that this is all: {@code [DONE]}. */
    public void done() {
        if (!over) {
            begin(NO_CHUNK);
            close("completed");
            complete();
        }
    }

    /**
     * The stream has ended.
     *
     * @return whether the answer is whole, and its terminal event written: a reason to finish had come
     */
    public boolean ended() {
        if (finish.isPresent()) {
            done();
        }
        return over;
    }

    private void begin(JsonText chunk) {
        if (head.isEmpty()) {
            head = Optional.of(ResponseHead.of(chunk, ids, clock.instant()));
            JsonText begun = head.get().response("in_progress", Optional.empty(), List.of(), Optional.empty());
            events.write("response.created", json -> Json.raw(json, "response", begun));
            events.write("response.in_progress", json -> Json.raw(json, "response", begun));
        }
    }

    private void add(Delta delta) {
        kept += delta.length();
        if (kept > LIMIT) {
            throw new ModelBehaviorException("The model's answer is too large: its choices may have " + LIMIT + " bytes");
        }
        delta.written((kind, piece) -> write(kind, piece, delta));
        delta.annotations().forEach(annotation -> open.ifPresent(item -> item.annotate(annotation)));
        delta.fragments().forEach(this::call);
        delta.finishReason().ifPresent(this::finish);
    }

    private void write(PartKind kind, JsonText piece, Delta delta) {
        if (open.filter(item -> item.canHold(kind)).isEmpty()) {
            closeOpen("completed");
            answered |= !kind.isReasoning();
            open = Optional.of(new OpenItem(events, kind, ids, output.begin()));
        }
        open.get().add(kind, piece, kind == PartKind.TEXT ? delta.odds() : List.of());
    }

    private void call(Fragment fragment) {
        if (fragment.isEmpty()) {
            return;
        }
        closeOpen("completed");
        answered = true;
        calls.add(fragment, () -> new OpenCall(events, ids, usedCallIds, output.begin()));
    }

    private void finish(String reason) {
        finish = Optional.of(reason);
        switch (reason) {
            case "length" -> cutOff = Optional.of("max_output_tokens");
            case "content_filter" -> {
                if (answered) {
                    cutOff = Optional.of("content_filter");
                } else {
                    closeOpen("completed");
                    answered = true;
                    open = Optional.of(new OpenItem(events, PartKind.REFUSAL, ids, output.begin()));
                    open.get().add(PartKind.REFUSAL, WITHHELD, List.of());
                }
            }
            case "error" -> {
                over = true;
                new ChatError("the model stopped because of an error, and the server gives no reason",
                        Optional.of("error"), Optional.empty()).write(events);
                return;
            }
            default -> {
            }
        }
        close(cutOff.isPresent() ? "incomplete" : "completed");
    }

    /** Finishes all that is open; where the answer was cut off, it was in the last of them. */
    private void close(String lastStatus) {
        List<OpenCall> open = calls.take();
        for (int i = 0; i < open.size(); i++) {
            boolean last = i == open.size() - 1 && this.open.isEmpty();
            output.finish(open.get(i).outputIndex(), open.get(i).close(last ? lastStatus : "completed"));
        }
        closeOpen(lastStatus);
    }

    private void closeOpen(String status) {
        open.ifPresent(item -> output.finish(item.outputIndex(), item.close(status)));
        open = Optional.empty();
    }

    private void complete() {
        over = true;
        String status = cutOff.isPresent() && !answered ? "incomplete" : "completed";
        JsonText whole = head.orElseThrow().response(status, cutOff, output.items(), usage.map(ChatUsage::of));
        events.write("response." + status, json -> Json.raw(json, "response", whole));
    }

    /** Whether it is a string that is not empty. */
    static boolean saysSomething(JsonText text) {
        return text.isString() && text.length() > 2;
    }
}
