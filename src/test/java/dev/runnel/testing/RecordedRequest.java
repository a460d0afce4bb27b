package dev.runnel.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A request as it came.
 *
 * @param line the request line
 * @param headers the header lines
 * @param body the body, of either framing
 */
public record RecordedRequest(String line, List<String> headers, byte[] body) {

    /** The value of the first header of this name, in any case. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(header -> header.substring(name.length() + 1).strip())
                .findFirst();
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
