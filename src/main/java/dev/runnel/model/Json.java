package dev.runnel.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes JSON with Jackson's streaming generator, for all floors; {@link JsonText} parts go in as they are. */
public final class Json {

    /** Configured as delivered; shared because it keeps the pool of buffers. Thread-safe. */
    public static final JsonFactory FACTORY = new JsonFactory();

    private Json() {
    }

    /** Writes one JSON value; what it throws is thrown on. */
    @FunctionalInterface
    public interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    /** The one value that {@code writing} writes. */
    public static JsonText write(Writing writing) {
        return JsonText.value(bytes(writing));
    }

    /** A string as JSON, quoted and escaped. */
    public static JsonText quoted(String text) {
        return write(json -> json.writeString(text));
    }

    /** The bytes of what {@code writing} writes. */
    public static byte[] bytes(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            writing.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Writes a proved value as it is. */
    public static void raw(JsonGenerator json, JsonText value) throws IOException {
        json.writeRawValue(new RawValue(value));
    }

    /** Writes a member whose value is proved already. */
    public static void raw(JsonGenerator json, String name, JsonText value) throws IOException {
        json.writeFieldName(name);
        raw(json, value);
    }
}
