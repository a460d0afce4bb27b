package dev.runnel.model.chat;

import dev.runnel.model.JsonText;
import java.nio.charset.StandardCharsets;

/** Writes the deltas of one part or one call. */
final class Deltas {

    private static final byte[] END = ascii("}");

    private final EventWriter events;
    private final byte[] untilNumber;
    private final byte[] untilPiece;

    /**
     * @param type of the event
     * @param place more members that tell where the piece belongs, as JSON; may be empty
     */
    Deltas(EventWriter events, String type, String itemId, int outputIndex, String place) {
        this.events = events;
        this.untilNumber = ascii("{\"type\":\"" + type + "\",\"sequence_number\":");
        this.untilPiece = ascii(",\"item_id\":\"" + itemId + "\",\"output_index\":" + outputIndex
                + (place.isEmpty() ? "" : "," + place) + ",\"delta\":");
    }

    void write(JsonText piece) {
        write(piece, END);
    }

    /** @param rest what follows the piece, with the closing brace */
    void write(JsonText piece, byte[] rest) {
        events.write(untilNumber, untilPiece, piece, rest);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
