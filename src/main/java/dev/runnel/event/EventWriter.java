package dev.runnel.event;

import dev.runnel.model.Usage;
import dev.runnel.sse.ByteBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Writes events as {@link StreamEventCodec} says. */
final class EventWriter {

    private static final byte[] RAW = head(RawResponsesStreamEvent.TYPE);
    private static final byte[] ITEM = head(RunItemStreamEvent.TYPE);
    private static final byte[] AGENT_UPDATED = head(AgentUpdatedStreamEvent.TYPE);
    private static final byte[] RUN_UPDATED = head(RunUpdatedStreamEvent.TYPE);
    private static final byte[] TOOL_PROGRESS = head(ToolProgressStreamEvent.TYPE);
    private static final byte[] DATA = ",\"data\":".getBytes(StandardCharsets.US_ASCII);

    private EventWriter() {
    }

    static void write(StreamEvent event, RawEvents mode, ByteBuilder out) {
        if (event instanceof RawResponsesStreamEvent raw) {
            raw(raw, mode, out);
        } else if (event instanceof RunItemStreamEvent item) {
            item(item, out);
        } else if (event instanceof AgentUpdatedStreamEvent updated) {
            agentUpdated(updated, out);
        } else if (event instanceof ToolProgressStreamEvent progress) {
            toolProgress(progress, out);
        } else {
            runUpdated((RunUpdatedStreamEvent) event, out);
        }
        out.append((byte) '}');
    }

    private static void raw(RawResponsesStreamEvent event, RawEvents mode, ByteBuilder out) {
        event.origin().write(event.sequenceNumber(), out.append(RAW));
        out.append(DATA);
        if (mode == RawEvents.FULL) {
            event.data().json().writeTo(out);
        } else {
            Redaction.write(event.data(), out);
        }
    }

    private static void item(RunItemStreamEvent event, ByteBuilder out) {
        event.origin().write(event.sequenceNumber(), out.append(ITEM));
        out.ascii(",\"name\":\"").ascii(event.name().wireName()).ascii("\",\"item\":");
        ItemWriter.write(event.item(), event.agent(), out);
    }

    private static void agentUpdated(AgentUpdatedStreamEvent event, ByteBuilder out) {
        event.origin().write(event.sequenceNumber(), out.append(AGENT_UPDATED));
        member("new_agent", event.newAgent().name(), out);
    }

    private static void toolProgress(ToolProgressStreamEvent event, ByteBuilder out) {
        event.origin().write(event.sequenceNumber(), out.append(TOOL_PROGRESS));
        member("call_id", event.callId(), out);
        event.data().json().writeTo(out.append(DATA));
    }

    private static void runUpdated(RunUpdatedStreamEvent event, ByteBuilder out) {
        event.origin().write(event.sequenceNumber(), out.append(RUN_UPDATED));
        out.ascii(",\"status\":\"").ascii(event.status().wireName()).append((byte) '"');
        event.reason().ifPresent(reason -> member("reason", reason.wireName(), out));
        event.usage().ifPresent(usage -> usage(usage, out));
        event.lastResponseId().ifPresent(id -> member("last_response_id", id, out));
        event.error().ifPresent(error -> error(error, out.ascii(",\"error\":")));
        interruptions(event, out);
        event.finalOutput().ifPresent(output -> output.json().writeTo(out.ascii(",\"final_output\":")));
    }

    /** The collected result of a run. */
    static void result(RunUpdatedStreamEvent end, List<RunItem> newItems, ByteBuilder out) {
        QuotedString.write(end.runId(), out.ascii("{\"run_id\":"));
        member("status", end.status().wireName(), out);
        member("last_agent", end.agent().name(), out);
        items(newItems, out.ascii(",\"new_items\":"));
        end.usage().ifPresent(usage -> usage(usage, out));
        end.lastResponseId().ifPresent(id -> member("last_response_id", id, out));
        interruptions(end, out);
        end.finalOutput().ifPresent(output -> output.json().writeTo(out.ascii(",\"final_output\":")));
        out.append((byte) '}');
    }

    private static void interruptions(RunUpdatedStreamEvent event, ByteBuilder out) {
        if (!event.interruptions().isEmpty()) {
            items(event.interruptions(), out.ascii(",\"interruptions\":"));
        }
        event.state().ifPresent(state -> member("state", state, out));
    }

    private static void items(List<? extends RunItem> items, ByteBuilder out) {
        out.append((byte) '[');
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.append((byte) ',');
            }
            ItemWriter.write(items.get(i), out);
        }
        out.append((byte) ']');
    }

    static void error(RunError error, ByteBuilder out) {
        QuotedString.write(error.type(), out.ascii("{\"type\":"));
        member("message", error.message(), out);
        error.status().ifPresent(status -> out.ascii(",\"status\":").decimal(status));
        error.code().ifPresent(code -> member("code", code, out));
        error.retryAfter().ifPresent(wait -> out.ascii(",\"retry_after\":").decimal(wholeSeconds(wait)));
        error.guardrail().ifPresent(guardrail -> member("guardrail", guardrail, out));
        error.outputInfo().ifPresent(info -> info.json().writeTo(out.ascii(",\"output_info\":")));
        out.append((byte) '}');
    }

    private static void usage(Usage usage, ByteBuilder out) {
        out.ascii(",\"usage\":{\"requests\":").decimal(usage.requests())
                .ascii(",\"input_tokens\":").decimal(usage.inputTokens())
                .ascii(",\"output_tokens\":").decimal(usage.outputTokens())
                .ascii(",\"total_tokens\":").decimal(usage.totalTokens())
                .ascii(",\"input_tokens_details\":{\"cached_tokens\":").decimal(usage.cachedTokens())
                .ascii("},\"output_tokens_details\":{\"reasoning_tokens\":").decimal(usage.reasoningTokens())
                .ascii("}}");
    }

    private static long wholeSeconds(Duration wait) {
        return wait.getNano() == 0 ? wait.getSeconds() : wait.getSeconds() + 1;
    }

    private static void member(String name, String value, ByteBuilder out) {
        out.ascii(",\"").ascii(name).ascii("\":");
        QuotedString.write(value, out);
    }

    private static byte[] head(String type) {
        return ("{\"type\":\"" + type + '"').getBytes(StandardCharsets.US_ASCII);
    }
}
