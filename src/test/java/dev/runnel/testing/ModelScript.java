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

    /** One answer. Its end comes with its terminal event. */
    public static Script of(ScriptedTurn turn) {
        return conversation -> play(turn, conversation.eventStream());
    }

    /** One answer that lacks its end: the stream ends cleanly all the same. */
    public static Script truncated(ScriptedTurn turn) {
        return of(turn.truncated());
    }

    private static void play(ScriptedTurn turn, Conversation conversation) throws IOException {
        ScriptedModel model = new ScriptedModel().turns(turn);
        for (ModelEvent event : model.stream(ModelRequest.of("")).subscribe().asIterable()) {
            String record = "event: " + event.type() + "\ndata: " + event.json() + "\n\n";
            if (event.isTerminal()) {
                conversation.sendLast(record);
                return;
            }
            conversation.send(record);
        }
        conversation.end();
    }
}
