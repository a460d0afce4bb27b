package dev.runnel.model.openai;

import dev.runnel.model.ModelRequest;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.scripted.ScriptedModel;
import dev.runnel.model.scripted.ScriptedTurn;
import dev.runnel.testing.Script;
import java.time.Duration;
import java.util.List;

/** A provider's answers as the text of an event stream: the complete sequence of events of the Responses API. */
final class Answers {

    private Answers() {
    }

    /** An answer with these items, each event an HTTP chunk of its own, and the end after them. */
    static Script of(ResponseItem... items) {
        return of(ScriptedTurn.answer(items));
    }

    static Script of(ScriptedTurn turn) {
        return Script.events(records(turn).toArray(String[]::new));
    }

    static List<String> records(ScriptedTurn turn) {
        return new ScriptedModel().turns(turn).stream(ModelRequest.of("hi"))
                .map(event -> "event: " + event.type() + "\n" + data(event.json().toString()))
                .collect().asList().await().atMost(Duration.ofSeconds(5));
    }

    static String text(ScriptedTurn turn) {
        return String.join("", records(turn));
    }

    /** Only the terminal event of an answer. */
    static String completed() {
        List<String> records = records(ScriptedTurn.answer());
        return records.get(records.size() - 1);
    }

    static String delta(String text) {
        return data("{\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"" + text + "\"}");
    }

    /** A record of this one line. */
    static String data(String json) {
        return "data: " + json + "\n\n";
    }
}
