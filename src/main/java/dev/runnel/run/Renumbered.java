package dev.runnel.run;

import dev.runnel.event.AgentUpdatedStreamEvent;
import dev.runnel.event.RawResponsesStreamEvent;
import dev.runnel.event.RunItemStreamEvent;
import dev.runnel.event.RunUpdatedStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.event.ToolProgressStreamEvent;

/** Events under another number. */
final class Renumbered {

    private Renumbered() {
    }

    static StreamEvent of(StreamEvent event, long number) {
        if (event instanceof RawResponsesStreamEvent raw) {
            return new RawResponsesStreamEvent(raw.origin(), number, raw.data());
        }
        if (event instanceof RunItemStreamEvent item) {
            return new RunItemStreamEvent(item.origin(), number, item.name(), item.item());
        }
        if (event instanceof AgentUpdatedStreamEvent agent) {
            return new AgentUpdatedStreamEvent(agent.origin(), number, agent.newAgent());
        }
        if (event instanceof ToolProgressStreamEvent progress) {
            return new ToolProgressStreamEvent(progress.origin(), number, progress.callId(), progress.data());
        }
        RunUpdatedStreamEvent run = (RunUpdatedStreamEvent) event;
        return new RunUpdatedStreamEvent(run.origin(), number, run.status(), run.usage(), run.lastResponseId(),
                run.finalOutput(), run.error(), run.reason());
    }
}
