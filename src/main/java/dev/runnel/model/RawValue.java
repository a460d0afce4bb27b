package dev.runnel.model;

import com.fasterxml.jackson.core.SerializableString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Lets Jackson's generator copy a JSON text's bytes, without a detour over characters. */
final class RawValue implements SerializableString {

    private final JsonText json;

    RawValue(JsonText json) {
        this.json = json;
    }

    @Override
    public String getValue() {
        return json.toString();
    }

    @Override
    public int charLength() {
        return json.length();
    }

    @Override
    public byte[] asUnquotedUTF8() {
        return json.bytes();
    }

    @Override
    public int appendUnquotedUTF8(byte[] buffer, int offset) {
        return -1; // "does not fit": the generator then asks for the bytes, and writes large ones through
    }

    @Override
    public int writeUnquotedUTF8(OutputStream out) throws IOException {
        out.write(json.bytes());
        return json.length();
    }

    @Override
    public int putUnquotedUTF8(ByteBuffer buffer) {
        if (json.length() > buffer.remaining()) {
            return -1;
        }
        buffer.put(json.bytes());
        return json.length();
    }

    @Override
    public char[] asQuotedChars() {
        throw onlyRaw();
    }

    @Override
    public byte[] asQuotedUTF8() {
        throw onlyRaw();
    }

    @Override
    public int appendQuotedUTF8(byte[] buffer, int offset) {
        throw onlyRaw();
    }

    @Override
    public int appendQuoted(char[] buffer, int offset) {
        throw onlyRaw();
    }

    @Override
    public int appendUnquoted(char[] buffer, int offset) {
        throw onlyRaw();
    }

    @Override
    public int writeQuotedUTF8(OutputStream out) {
        throw onlyRaw();
    }

    @Override
    public int putQuotedUTF8(ByteBuffer out) {
        throw onlyRaw();
    }

    private static UnsupportedOperationException onlyRaw() {
        return new UnsupportedOperationException("A JSON text is written as a raw value into UTF-8 only");
    }
}
