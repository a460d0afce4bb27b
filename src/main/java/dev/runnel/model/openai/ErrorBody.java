package dev.runnel.model.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/**
 * The error of a JSON body, in the shapes that servers compatible with OpenAI use: {@code {"error":{"message","code"}}},
 * {@code {"error":"text"}}, {@code {"message"}}, {@code {"detail"}} (a text, or FastAPI's list of {@code {"msg"}}), and any
 * of them in a list. The body may be cut off: what stands before the cut counts.
 *
 * @param message the provider's words
 * @param code its own code, or its type of error where it gives no code
 */
record ErrorBody(String message, Optional<String> code) {

    private static final JsonFactory JSON = new JsonFactory();

    static Optional<ErrorBody> read(byte[] body) {
        Reading reading = new Reading();
        try (JsonParser parser = JSON.createParser(body)) {
            JsonToken token = parser.nextToken();
            while (token == JsonToken.START_ARRAY) {
                token = parser.nextToken();
            }
            if (token == JsonToken.START_OBJECT) {
                reading.object(parser);
            }
        } catch (IOException cutOffOrNoJson) {
            // what was read so far is all there is
        }
        return Optional.ofNullable(reading.message)
                .map(message -> new ErrorBody(message,
                        Optional.ofNullable(reading.code != null ? reading.code : reading.type)));
    }

    private static final class Reading {

        private String message;
        private String code;
        private String type;

        void object(JsonParser parser) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "error", "detail", "message", "msg" -> words(parser, value);
                    case "code" -> code = value.isScalarValue() && value != JsonToken.VALUE_NULL ? parser.getText() : code;
                    case "type" -> type = value == JsonToken.VALUE_STRING ? parser.getText() : type;
                    default -> parser.skipChildren();
                }
            }
        }

        private void words(JsonParser parser, JsonToken value) throws IOException {
            JsonToken token = value;
            while (token == JsonToken.START_ARRAY) {
                token = parser.nextToken();
            }
            if (token == JsonToken.VALUE_STRING && message == null) {
                message = parser.getText();
            } else if (token == JsonToken.START_OBJECT && message == null) {
                object(parser);
            } else {
                parser.skipChildren();
            }
            while (value == JsonToken.START_ARRAY && parser.nextToken() != JsonToken.END_ARRAY) {
                parser.skipChildren();
            }
        }
    }
}
