package dev.runnel.event;

import dev.runnel.model.JsonText;
import dev.runnel.sse.ByteBuilder;
import java.util.List;

/**
 * Events as JSON, and back: the one place where their form on the wire is made.
 * <p>
 * Each is one JSON object on one line, in UTF-8, its members in this order, absent instead of null:
 * <pre>{@code
 * type, run_id, sequence_number, turn, agent[, parent_call_id][, depth]    the last two in nested runs only; then of a
 * raw_response_event:         data
 * run_item_stream_event:      name, item: {type[, agent][, output | source_agent, target_agent], raw_item}
 * agent_updated_stream_event: new_agent
 * run_updated_stream_event:   status[, reason][, usage][, last_response_id]
 *                             [, error: {type, message[, status][, code][, retry_after]}]
 *                             [, interruptions: [{type, agent, raw_item}]][, state][, final_output]
 * tool_progress_stream_event: call_id, data
 * }</pre>
 * An item has a member {@code agent} only if its agent is not the event's. The model's events and items, and the outputs
 * of tools and runs, are copied byte by byte. {@code retry_after} is in whole seconds, rounded up. In strings that are
 * written here, a surrogate without its other half becomes U+FFFD.
 */
public final class StreamEventCodec {

    private StreamEventCodec() {
    }

    /** Appends the event, with all that it carries. */
    public static void write(StreamEvent event, ByteBuilder out) {
        write(event, RawEvents.FULL, out);
    }

    /**
     * Appends the event as far as {@code mode} lets it pass; all but the model's own events pass always.
     *
     * @return false if the mode does not let it pass; nothing was appended then
     */
    public static boolean write(StreamEvent event, RawEvents mode, ByteBuilder out) {
        if (mode == RawEvents.OFF && event instanceof RawResponsesStreamEvent) {
            return false;
        }
        EventWriter.write(event, mode, out);
        return true;
    }

    /** The event, with all that it carries. */
    public static byte[] encode(StreamEvent event) {
        ByteBuilder out = new ByteBuilder();
        write(event, out);
        return out.toByteArray();
    }

    /**
     * Appends the collected result of a run: one JSON object on one line, its members in this order, absent instead of
     * null. Each item names its agent.
     * <pre>{@code
     * run_id, status, last_agent, new_items: [{type, agent[, output | source_agent, target_agent], raw_item}], usage
     * [, last_response_id][, interruptions: [{type, agent, raw_item}]][, state][, final_output]
     * }</pre>
     *
     * @param end the run's terminal event
     * @param newItems what the run has made, oldest first
     */
    public static void writeResult(RunUpdatedStreamEvent end, List<RunItem> newItems, ByteBuilder out) {
        EventWriter.result(end, newItems, out);
    }

    /** An item that stands alone, as among those of the collected result: it names its agent. */
    public static byte[] encode(RunItem item) {
        ByteBuilder out = new ByteBuilder();
        ItemWriter.write(item, out);
        return out.toByteArray();
    }

    /**
     * The item that a JSON object is, which {@link #encode(RunItem)} wrote; otherwise as {@link #read}.
     *
     * @throws MalformedEventException if it is no item; the message names the member and what is allowed
     */
    public static RunItem readItem(JsonText item) {
        return ItemReader.read(item);
    }

    /** The error as in a failed run's terminal event: {@code type, message[, status][, code][, retry_after]}. */
    public static byte[] encode(RunError error) {
        ByteBuilder out = new ByteBuilder();
        EventWriter.error(error, out);
        return out.toByteArray();
    }

    /**
     * The event that a JSON object is. Members that are not known are ignored, and so is the order; the Python SDK's
     * spelling {@code handoff_occured} is read too. As each event is a level or two deeper than what it carries, one that
     * carries the 1000 levels that {@link JsonText} allows can be written but not read.
     * <p>
     * An {@link OutputValue} is then what JSON knows: a {@code String}, a {@code Boolean}, a {@code Long} or, where it does
     * not fit, {@code BigInteger}; for numbers with a fraction or an exponent a {@code Double} or, where that would lose
     * digits, {@code BigDecimal}; an unmodifiable {@code List} or {@code Map} in the order of the text, whose elements may
     * be null. A value that is null itself is the empty string.
     *
     * @throws MalformedEventException if it is no event; the message names the member and what is allowed
     */
    public static StreamEvent read(JsonText event) {
        return EventReader.read(event);
    }
}
