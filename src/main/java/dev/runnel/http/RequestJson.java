package dev.runnel.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.runnel.model.Json;
import dev.runnel.model.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** A request's body as a stream of JSON tokens; whatever is wrong with it is a problem with status 400. Not thread-safe. */
final class RequestJson {

    static final int DEEPEST = 64;

    private static final Logger LOG = Logger.getLogger(RequestJson.class);

    /** The parser's name for where an array or an object began; of the whole message, only this is of no use outside. */
    private static final Pattern PLACE_IN_PARSER = Pattern.compile(
            " \\((start marker|for \\w+ starting) at \\[Source:.*?\\]\\)");

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION) // also in items: two readers may take different ones
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private final JsonParser parser;

    private RequestJson(JsonParser parser) {
        this.parser = parser;
    }

    /** @throws ProblemException if the bytes are none, or not UTF-8 */
    static RequestJson of(byte[] body) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw Problem.of(400, "The body is not valid UTF-8, which JSON must be").exception();
        }
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        if (text.isBlank()) {
            throw Problem.of(400, "The body is empty; a JSON object is needed, for example "
                    + "{\"agent\": \"Joker\", \"input\": \"Hello\"}").exception();
        }
        try {
            return new RequestJson(FACTORY.createParser(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a text has no input that could fail
        }
    }

    /** The next token; null at the end. */
    JsonToken next() {
        try {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
                requireText(parser.getText());
            }
            return token;
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /** The name or the string that the parser is at. */
    String text() {
        try {
            return parser.getText();
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /** Whether an object begins here. */
    boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    /** Whether the value is a whole number. */
    boolean isWholeNumber() {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
    }

    /** The whole number that the parser is at; one that is too large is the largest, one that is too small the smallest. */
    int number() {
        try {
            return parser.getBigIntegerValue().min(BigInteger.valueOf(Integer.MAX_VALUE))
                    .max(BigInteger.valueOf(Integer.MIN_VALUE)).intValue();
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /** Whether the value is a number of any kind. */
    boolean isNumber() {
        return parser.currentToken().isNumeric();
    }

    /** The number that the parser is at, or the nearest there is; infinite where it is too large. */
    double decimal() {
        try {
            return parser.getDoubleValue();
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /** What came, for a message: "null", "a number" and so on. */
    String kind() {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> "null";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT -> "a whole number";
            case VALUE_NUMBER_FLOAT -> "a number with a fraction or an exponent";
            case START_ARRAY -> "an array";
            default -> "an object";
        };
    }

    /** The value that begins here, written anew: names and strings without needless escapes, no white space. */
    JsonText copy() {
        try {
            return Json.write(json -> {
                int depth = 0;
                JsonToken token = parser.currentToken();
                while (true) {
                    json.copyCurrentEventExact(parser);
                    depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                    if (depth == 0) {
                        return;
                    }
                    token = next();
                }
            });
        } catch (UncheckedIOException e) {
            throw malformed(e.getCause());
        }
    }

    private void requireText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw at("A string holds half of a surrogate pair (\\u" + Integer.toHexString(c)
                        + "), which is no character");
            }
        }
    }

    private ProblemException malformed(IOException cause) {
        if (cause instanceof StreamConstraintsException) {
            LOG.debug("A request's JSON is beyond the limits", cause);
            return at("The JSON is nested more than " + DEEPEST
                    + " deep, or a name, a number or a string in it is too long");
        }
        String reason = cause instanceof JsonProcessingException json ? json.getOriginalMessage() : "it cannot be read";
        return at("The body is no valid JSON: " + Problem.cut(PLACE_IN_PARSER.matcher(reason).replaceAll("")));
    }

    private ProblemException at(String what) {
        int line = Math.max(1, parser.currentLocation().getLineNr());
        int column = Math.max(1, parser.currentLocation().getColumnNr());
        return Problem.of(400, what + " (line " + line + ", column " + column + ")")
                .with("line", line).with("column", column).exception();
    }
}
