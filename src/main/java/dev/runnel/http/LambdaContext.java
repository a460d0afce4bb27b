package dev.runnel.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.runnel.model.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the Lambda Web Adapter tells of the invocation in a header of its request, which it sets whatever the client sent.
 * Elsewhere a client may send it too, and thereby shorten its own run.
 */
final class LambdaContext {

    static final String HEADER = "x-amzn-lambda-context";

    /** Of Instant, and of a year that nobody lives to see. */
    private static final BigInteger LATEST = BigInteger.valueOf(1L << 53);

    private LambdaContext() {
    }

    /**
     * When Lambda cuts the answer; empty where there is no such header.
     *
     * @param values of the header {@value #HEADER}
     * @throws ProblemException if a value is not of the adapter's form
     */
    static Optional<Instant> deadline(List<String> values) {
        return values.stream().map(LambdaContext::deadline).min(Instant::compareTo);
    }

    private static Instant deadline(String json) {
        try (JsonParser parser = Json.FACTORY.createParser(json)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    JsonToken value = parser.nextToken();
                    if (name.equals("deadline") && value == JsonToken.VALUE_NUMBER_INT) {
                        BigInteger millis = parser.getBigIntegerValue().min(LATEST).max(BigInteger.ZERO);
                        return Instant.ofEpochMilli(millis.longValue());
                    }
                    parser.skipChildren();
                }
            }
        } catch (IOException malformed) {
            // as one that is another JSON value
        }
        throw Problem.of(400, "The header '" + HEADER + "' must be a JSON object with a whole number 'deadline', "
                + "milliseconds since 1970, as the Lambda Web Adapter sends it").with("header", HEADER).exception();
    }
}
