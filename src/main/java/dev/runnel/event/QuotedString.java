package dev.runnel.event;

import dev.runnel.sse.ByteBuilder;

/** Writes a string as JSON. What RFC 8259, section 7, does not want escaped stays as it is. */
final class QuotedString {

    private static final String HEX = "0123456789ABCDEF";

    private QuotedString() {
    }

    /** With its quotes. A surrogate without its other half becomes U+FFFD: many readers refuse one even if escaped. */
    static void write(String text, ByteBuilder out) {
        out.append((byte) '"');
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                out.utf8(text.substring(plain, i));
                escape(c, out);
                plain = i + 1;
            }
        }
        out.utf8(plain == 0 ? text : text.substring(plain)).append((byte) '"');
    }

    private static void escape(char c, ByteBuilder out) {
        switch (c) {
            case '"' -> out.ascii("\\\"");
            case '\\' -> out.ascii("\\\\");
            case '\b' -> out.ascii("\\b");
            case '\f' -> out.ascii("\\f");
            case '\n' -> out.ascii("\\n");
            case '\r' -> out.ascii("\\r");
            case '\t' -> out.ascii("\\t");
            default -> out.ascii("\\u00").append((byte) HEX.charAt(c >> 4)).append((byte) HEX.charAt(c & 0xF));
        }
    }
}
