package dev.runnel.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request that is refused, and with what.
 *
 * @param detail what the problem's detail holds
 * @param members what the problem's own members are; a text stands for itself, a null only for the member's being there
 */
record BadRequest(String method, String path, byte[] body, List<String> headers, int status, List<String> detail,
        Map<String, String> members) {

    private static final String JSON = "application/json";

    /** A body, with ' for ", that is sent as JSON. */
    static BadRequest body(String body) {
        return body(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    static BadRequest body(byte[] body) {
        return new BadRequest("POST", "/runs", body, List.of("Content-Type", JSON), 0, List.of(), Map.of());
    }

    /** A good body with one more member. */
    static BadRequest with(String member) {
        return body("{'agent':'Assistant','input':'Hello'," + member + "}");
    }

    /** A good body with another input. */
    static BadRequest input(String input) {
        return body("{'agent':'Assistant','input':" + input + "}");
    }

    /** A good body with other headers: name, value and so on. */
    static BadRequest headers(String... headers) {
        return body("{'agent':'Assistant','input':'Hello'}").sentWith(headers);
    }

    static BadRequest call(String method, String path) {
        return new BadRequest(method, path, new byte[0], List.of(), 0, List.of(), Map.of());
    }

    BadRequest sentWith(String... other) {
        return new BadRequest(method, path, body, List.of(other), status, detail, members);
    }

    /** What the answer is. */
    BadRequest is(int expected, String... parts) {
        return new BadRequest(method, path, body, headers, expected, List.of(parts), members);
    }

    /** The answer has this member. */
    BadRequest naming(String member, String value) {
        Map<String, String> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new BadRequest(method, path, body, headers, status, detail, more);
    }

    HttpRequest request(URI server) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofSeconds(10))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        List<String> all = new ArrayList<>(headers);
        for (int i = 0; i < all.size(); i += 2) {
            request.header(all.get(i), all.get(i + 1));
        }
        return request.build();
    }

    @Override
    public String toString() {
        String sent = new String(body, StandardCharsets.UTF_8);
        return method + " " + path + " " + headers + " " + Problem.cut(sent) + " -> " + status;
    }
}
