package dev.runnel.model.chat;

import dev.runnel.model.JsonText;
import dev.runnel.sse.ByteBuilder;

/**
 * A JSON string that grows. Its pieces stay as they are escaped, so nothing is decoded, and a character whose two halves
 * came in two pieces is whole again.
 */
final class GrowingString {

    private final ByteBuilder inside = new ByteBuilder().append((byte) '"');

    /** @param piece a JSON string */
    void add(JsonText piece) {
        byte[] quoted = piece.bytes();
        inside.append(quoted, 1, quoted.length - 2);
    }

    boolean isEmpty() {
        return inside.length() == 1;
    }

    /** All of it so far, as a JSON string. */
    JsonText json() {
        return JsonText.value(new ByteBuilder(inside.length() + 1).append(inside.array(), 0, inside.length())
                .append((byte) '"').toByteArray());
    }
}
