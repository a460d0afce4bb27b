package dev.runnel.event;

import dev.runnel.model.AgentsException;
import dev.runnel.model.JsonText;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads events as {@link StreamEventCodec} says. */
final class EventReader {

    private static final List<String> TYPES = List.of(RawResponsesStreamEvent.TYPE, RunItemStreamEvent.TYPE,
            AgentUpdatedStreamEvent.TYPE, RunUpdatedStreamEvent.TYPE, ToolProgressStreamEvent.TYPE);

    private final Members members;
    private final EventOrigin origin;
    private final long sequenceNumber;

    private EventReader(Members members) {
        this.members = members;
        this.sequenceNumber = members.number("sequence_number", Long.MAX_VALUE);
        this.origin = new EventOrigin(members.string("run_id"), (int) members.number("turn", Integer.MAX_VALUE),
                new AgentRef(members.string("agent")), members.optionalString("parent_call_id"),
                (int) members.optionalNumber("depth", Integer.MAX_VALUE).orElse(0));
    }

    static StreamEvent read(JsonText json) {
        if (!json.isObject()) {
            throw new MalformedEventException("An event must be a JSON object");
        }
        String type = Members.type(json, "an event", TYPES);
        EventReader event = new EventReader(new Members(json, type));
        return switch (type) {
            case RawResponsesStreamEvent.TYPE -> event.raw();
            case RunItemStreamEvent.TYPE -> event.item();
            case AgentUpdatedStreamEvent.TYPE -> event.agentUpdated();
            case RunUpdatedStreamEvent.TYPE -> event.runUpdated();
            default -> event.toolProgress();
        };
    }

    private StreamEvent raw() {
        JsonText data = members.object("data");
        try {
            return new RawResponsesStreamEvent(origin, sequenceNumber, ModelEvent.of(data));
        } catch (AgentsException e) {
            throw members.wrong("data", "an event of the Responses format", e);
        }
    }

    private StreamEvent item() {
        RunItemEventName name = members.constant("name", RunItemEventName::of, RunItemEventName.values(),
                RunItemEventName::wireName);
        return new RunItemStreamEvent(origin, sequenceNumber, name, ItemReader.read(members.object("item"), origin.agent()));
    }

    private StreamEvent agentUpdated() {
        return new AgentUpdatedStreamEvent(origin, sequenceNumber, new AgentRef(members.string("new_agent")));
    }

    private StreamEvent toolProgress() {
        return new ToolProgressStreamEvent(origin, sequenceNumber, members.string("call_id"), members.value("data"));
    }

    private StreamEvent runUpdated() {
        return new RunUpdatedStreamEvent(origin, sequenceNumber,
                members.constant("status", RunStatus::of, RunStatus.values(), RunStatus::wireName),
                members.optionalObject("usage").map(EventReader::usage), members.optionalString("last_response_id"),
                members.optionalValue("final_output"), members.optionalObject("error").map(EventReader::error),
                members.optionalConstant("reason", CancelReason::of, CancelReason.values(), CancelReason::wireName),
                interruptions(), members.optionalString("state"));
    }

    private List<ToolApprovalItem> interruptions() {
        List<ToolApprovalItem> items = new ArrayList<>();
        for (JsonText json : members.optionalArray("interruptions")) {
            if (!(ItemReader.read(json) instanceof ToolApprovalItem item)) {
                throw members.wrong("interruptions", "an array of items of the type " + ToolApprovalItem.TYPE);
            }
            items.add(item);
        }
        return items;
    }

    private static Usage usage(JsonText json) {
        Members usage = new Members(json, "usage");
        return new Usage(tokens(usage, "requests"), tokens(usage, "input_tokens"), tokens(usage, "output_tokens"),
                tokens(usage, "total_tokens"), detail(usage, "input_tokens_details", "cached_tokens"),
                detail(usage, "output_tokens_details", "reasoning_tokens"));
    }

    private static long detail(Members usage, String details, String name) {
        return tokens(new Members(usage.object(details), details), name);
    }

    private static long tokens(Members usage, String name) {
        return usage.number(name, Long.MAX_VALUE);
    }

    private static RunError error(JsonText json) {
        Members error = new Members(json, "error");
        OptionalLong status = error.optionalNumber("status", Integer.MAX_VALUE);
        OptionalLong retryAfter = error.optionalNumber("retry_after", Long.MAX_VALUE);
        return new RunError(error.string("type"), error.string("message"),
                status.isPresent() ? OptionalInt.of((int) status.getAsLong()) : OptionalInt.empty(),
                error.optionalString("code"),
                retryAfter.isPresent() ? Optional.of(Duration.ofSeconds(retryAfter.getAsLong())) : Optional.empty(),
                error.optionalString("guardrail"), error.optionalValue("output_info"));
    }
}
