package dev.runnel.model;

/** Well-formed UTF-8 beyond ASCII: the Unicode Standard, table 3-7, and RFC 3629, section 4. */
final class Utf8 {

    private Utf8() {
    }

    /**
     * The index after the character that begins at {@code i} with a byte from 0x80 up; where it is none, {@code -1 - fault}.
     */
    static int next(byte[] bytes, int i, int end) {
        int lead = bytes[i] & 0xFF;
        int low = 0x80;
        int high = 0xBF;
        int more;
        if (lead >= 0xC2 && lead <= 0xDF) {
            more = 1;
        } else if (lead >= 0xE0 && lead <= 0xEF) {
            more = 2;
            low = lead == 0xE0 ? 0xA0 : low; // below: overlong
            high = lead == 0xED ? 0x9F : high; // above: surrogates
        } else if (lead >= 0xF0 && lead <= 0xF4) {
            more = 3;
            low = lead == 0xF0 ? 0x90 : low; // below: overlong
            high = lead == 0xF4 ? 0x8F : high; // above: beyond U+10FFFF
        } else {
            return -1 - i;
        }
        int after = i + 1;
        for (; more > 0; more--, after++) {
            int b = after < end ? bytes[after] & 0xFF : 0;
            if (b < low || b > high) {
                return -1 - after;
            }
            low = 0x80;
            high = 0xBF;
        }
        return after;
    }
}
