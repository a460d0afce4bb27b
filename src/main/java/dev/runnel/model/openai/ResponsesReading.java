package dev.runnel.model.openai;

import dev.runnel.model.JsonText;
import dev.runnel.model.ModelEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** The answer of the Responses API: each record is an event. */
final class ResponsesReading implements Reading {

    /** What servers of the older format close their streams with; some send it here too. */
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final Consumer<ModelEvent> out;

    ResponsesReading(Consumer<ModelEvent> out) {
        this.out = out;
    }

    @Override
    public void read(byte[] data) {
        if (!Arrays.equals(data, DONE)) {
            out.accept(ModelEvent.of(JsonText.object(data)));
        }
    }

    @Override
    public void end() {
        // only a terminal event makes an answer whole
    }

    @Override
    public String ending() {
        return "a terminal event: response.completed, response.failed, response.incomplete or error was to come";
    }
}
