package dev.runnel.model.chat;

import dev.runnel.model.Json;
import dev.runnel.model.JsonText;
import dev.runnel.model.ModelEvent;
import dev.runnel.sse.ByteBuilder;
import java.util.function.Consumer;

/** Numbers the events of one response, and writes them down. */
final class EventWriter {

    private final Consumer<ModelEvent> out;
    private long number;

    EventWriter(Consumer<ModelEvent> out) {
        this.out = out;
    }

    void write(String type, Json.Writing members) {
        long sequenceNumber = number++;
        out.accept(ModelEvent.of(Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("type", type);
            json.writeNumberField("sequence_number", sequenceNumber);
            members.to(json);
            json.writeEndObject();
        })));
    }

    /** An event of which only the number and the piece in it are new: most are such ones. */
    void write(byte[] untilNumber, byte[] untilPiece, JsonText piece, byte[] rest) {
        ByteBuilder json = new ByteBuilder(untilNumber.length + untilPiece.length + piece.length() + rest.length + 20)
                .append(untilNumber).decimal(number++).append(untilPiece);
        piece.writeTo(json);
        json.append(rest);
        out.accept(ModelEvent.of(JsonText.object(json.array(), 0, json.length())));
    }
}
