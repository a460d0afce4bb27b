package dev.runnel.event;

import dev.runnel.sse.ByteBuilder;

/** Writes run items as {@link StreamEventCodec} says. */
final class ItemWriter {

    private ItemWriter() {
    }

    /** An item of an event: it names its agent only if that is not the event's. */
    static void write(RunItem item, AgentRef eventAgent, ByteBuilder out) {
        write(item, !item.agent().equals(eventAgent), out);
    }

    /** An item that stands alone: it names its agent. */
    static void write(RunItem item, ByteBuilder out) {
        write(item, true, out);
    }

    private static void write(RunItem item, boolean withAgent, ByteBuilder out) {
        QuotedString.write(item.type(), out.ascii("{\"type\":"));
        if (withAgent) {
            QuotedString.write(item.agent().name(), out.ascii(",\"agent\":"));
        }
        if (item instanceof ToolCallOutputItem output) {
            output.result().json().writeTo(out.ascii(",\"output\":"));
        } else if (item instanceof HandoffOutputItem handoff) {
            QuotedString.write(handoff.sourceAgent().name(), out.ascii(",\"source_agent\":"));
            QuotedString.write(handoff.targetAgent().name(), out.ascii(",\"target_agent\":"));
        }
        item.rawItem().json().writeTo(out.ascii(",\"raw_item\":"));
        out.append((byte) '}');
    }
}
