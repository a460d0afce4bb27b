package dev.runnel.testing;

import dev.runnel.model.ModelEvent;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.scripted.ScriptedModel;
import dev.runnel.model.scripted.ScriptedTurn;
import java.io.IOException;

/** What a {@link ScriptedModel} answers, as a {@link ScriptedServer} sends it: one record and one chunk for each event. */
public final class ModelScript {

    private ModelScript() {
    }

    /** One answer. */
    public static Script of(ScriptedTurn turn) {
        return conversation -> play(turn, conversation).end();
    }

    /** One answer that lacks its end: the stream ends cleanly all the same. */
    public static Script truncated(ScriptedTurn turn) {
        return of(turn.truncated());
    }

    private static Conversation play(ScriptedTurn turn, Conversation conversation) throws IOException {
        conversation.eventStream();
        ScriptedModel model = new ScriptedModel().turns(turn);
        for (ModelEvent event : model.stream(ModelRequest.of("")).subscribe().asIterable()) {
            conversation.send("event: " + event.type() + "\ndata: " + event.json() + "\n\n");
        }
        return conversation;
    }
}
