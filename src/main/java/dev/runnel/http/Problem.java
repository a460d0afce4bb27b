package dev.runnel.http;

import dev.runnel.model.Json;
import dev.runnel.model.JsonText;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Why a request is refused, before a stream starts: problem details of RFC 9457. Its type is {@code about:blank}, so its
 * title is the status's phrase, and what tells the cases apart are the members.
 *
 * @param status the HTTP status
 * @param detail what was wrong with this request and what is allowed, for a person
 * @param members further members: texts, whole numbers, lists of texts and JSON
 */
record Problem(int status, String detail, Map<String, Object> members) {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final int LONGEST_QUOTE = 200;

    Problem {
        Objects.requireNonNull(detail, "detail");
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    static Problem of(int status, String detail) {
        return new Problem(status, detail, Map.of());
    }

    /** The same problem with one more member: a text, a whole number, a list of texts or JSON. */
    Problem with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new Problem(status, detail, more);
    }

    ProblemException exception() {
        return new ProblemException(this);
    }

    byte[] json() {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("type", "about:blank");
            json.writeStringField("title", HttpResponseStatus.valueOf(status).reasonPhrase());
            json.writeNumberField("status", status);
            json.writeStringField("detail", detail);
            for (Map.Entry<String, Object> member : members.entrySet()) {
                json.writeFieldName(member.getKey());
                if (member.getValue() instanceof Integer number) {
                    json.writeNumber(number);
                } else if (member.getValue() instanceof JsonText value) {
                    json.writeRawValue(value.toString());
                } else if (member.getValue() instanceof List<?> texts) {
                    json.writeStartArray();
                    for (Object text : texts) {
                        json.writeString(text.toString());
                    }
                    json.writeEndArray();
                } else {
                    json.writeString(member.getValue().toString());
                }
            }
            json.writeEndObject();
        });
    }

    /** What a request sent, in quotes, cut where it is long. */
    static String quote(String sent) {
        return "'" + cut(sent) + "'";
    }

    /** What a request sent, cut where it is long. */
    static String cut(String sent) {
        if (sent.length() <= LONGEST_QUOTE) {
            return sent;
        }
        int end = Character.isHighSurrogate(sent.charAt(LONGEST_QUOTE - 1)) ? LONGEST_QUOTE - 1 : LONGEST_QUOTE;
        return sent.substring(0, end) + "…";
    }
}
