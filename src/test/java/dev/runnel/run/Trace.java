package dev.runnel.run;

import dev.runnel.event.AgentUpdatedStreamEvent;
import dev.runnel.event.HandoffOutputItem;
import dev.runnel.event.RawResponsesStreamEvent;
import dev.runnel.event.RunItemStreamEvent;
import dev.runnel.event.RunUpdatedStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.event.ToolApprovalItem;
import dev.runnel.event.ToolCallItem;
import dev.runnel.event.ToolCallOutputItem;
import dev.runnel.event.ToolProgressStreamEvent;
import java.util.List;
import java.util.stream.Collectors;

/** Events as lines that can be compared as a whole, in the manner of the reference's traces. */
final class Trace {

    /** The raw events of a response with one message, its text in one piece. */
    static final String MESSAGE = """
            RAW response.created #0
            RAW response.in_progress #1
            RAW response.output_item.added #2
            RAW response.content_part.added #3
            RAW response.output_text.delta #4
            RAW response.output_text.done #5
            RAW response.content_part.done #6
            RAW response.output_item.done #7
            """;

    /** The raw events of a response with one function call, its arguments in one piece. */
    static final String CALL = """
            RAW response.created #0
            RAW response.in_progress #1
            RAW response.output_item.added #2
            RAW response.function_call_arguments.delta #3
            RAW response.function_call_arguments.done #4
            RAW response.output_item.done #5
            """;

    private Trace() {
    }

    /** The raw events of a function call that is not the first item of its response. */
    static String call(int number) {
        return raw(number, "output_item.added", "function_call_arguments.delta", "function_call_arguments.done",
                "output_item.done");
    }

    /** The raw events of a reasoning item with a summary. */
    static String reasoning(int number) {
        return raw(number, "output_item.added", "reasoning_summary_text.delta", "reasoning_summary_text.done",
                "output_item.done");
    }

    private static String raw(int number, String... types) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < types.length; i++) {
            lines.append("RAW response.").append(types[i]).append(" #").append(number + i).append('\n');
        }
        return lines.toString();
    }

    static String of(List<StreamEvent> events) {
        return events.stream().map(Trace::line).collect(Collectors.joining("\n", "", "\n"));
    }

    static String line(StreamEvent event) {
        if (event instanceof RunUpdatedStreamEvent run) {
            return "RUN " + run.status().wireName() + run.finalOutput().map(output -> " '" + output + "'").orElse("")
                    + run.error().map(error -> " " + error.type()).orElse("")
                    + run.reason().map(reason -> " " + reason.wireName()).orElse("");
        }
        if (event instanceof AgentUpdatedStreamEvent agent) {
            return "AGENT " + agent.newAgent();
        }
        if (event instanceof RawResponsesStreamEvent raw) {
            return "RAW " + raw.data().type() + " #" + raw.data().sequenceNumber().orElse(-1);
        }
        if (event instanceof RunItemStreamEvent item) {
            return "ITEM " + item.name().wireName() + " [" + item.item().type() + "] agent=" + item.item().agent()
                    + detail(item);
        }
        return "PROGRESS " + ((ToolProgressStreamEvent) event).data();
    }

    private static String detail(RunItemStreamEvent event) {
        if (event.item() instanceof ToolCallItem call) {
            return call.callId().map(id -> " call_id=" + id).orElse("");
        }
        if (event.item() instanceof ToolCallOutputItem output) {
            return " call_id=" + output.callId() + " out='" + output.output() + "'";
        }
        if (event.item() instanceof ToolApprovalItem approval) {
            return " call_id=" + approval.callId();
        }
        if (event.item() instanceof HandoffOutputItem handoff) {
            return " " + handoff.sourceAgent() + "->" + handoff.targetAgent();
        }
        return "";
    }
}
