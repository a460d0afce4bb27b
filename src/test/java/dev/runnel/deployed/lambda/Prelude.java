package dev.runnel.deployed.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What precedes the body of a streamed HTTP response: its status, headers and cookies as JSON, then eight zero bytes. */
record Prelude(JsonNode json) {

    static final int DELIMITER = 8;
    static final int LARGEST = 16 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    int status() {
        return json.path("statusCode").asInt();
    }

    String header(String name) {
        return json.path("headers").path(name).asText();
    }

    List<String> cookies() {
        List<String> cookies = new ArrayList<>();
        json.path("cookies").forEach(cookie -> cookies.add(cookie.asText()));
        return cookies;
    }

    /**
     * The prelude at the beginning of these bytes.
     *
     * @param violations gets what is not as it must be
     */
    static Prelude read(byte[] bytes, int length, List<String> violations) {
        JsonNode json;
        try {
            json = JSON.readTree(bytes, 0, length);
        } catch (IOException e) {
            violations.add("The prelude is no JSON: " + e.getMessage());
            json = JSON.createObjectNode();
        }
        int status = json.path("statusCode").asInt(-1);
        if (!json.path("statusCode").isInt() || status < 100 || status > 599) {
            violations.add("The prelude has no statusCode: " + json);
        }
        if (length + DELIMITER > LARGEST) {
            violations.add("The prelude has " + length + " bytes, API Gateway wants it in the first 16 KiB");
        }
        json.path("headers").fields().forEachRemaining(header -> {
            if (!header.getValue().isTextual()) {
                violations.add("The header " + header.getKey() + " is no text: " + header.getValue());
            }
            if (header.getKey().equalsIgnoreCase("set-cookie")) {
                violations.add("A cookie is among the headers; it must be in cookies");
            }
        });
        return new Prelude(json);
    }
}
