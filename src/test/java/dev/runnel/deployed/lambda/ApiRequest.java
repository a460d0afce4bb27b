package dev.runnel.deployed.lambda;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The head of a request to the Runtime API.
 *
 * @param method as it came
 * @param path as it came
 * @param headers in their order, repeated ones as often as they came
 */
record ApiRequest(String method, String path, List<Map.Entry<String, String>> headers) {

    /** The values of a header, whatever its case. */
    List<String> all(String name) {
        return headers.stream().filter(header -> header.getKey().equalsIgnoreCase(name)).map(Map.Entry::getValue).toList();
    }

    Optional<String> header(String name) {
        return all(name).stream().findFirst();
    }

    boolean isChunked() {
        return header("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent();
    }

    int contentLength() {
        return header("Content-Length").map(Integer::parseInt).orElse(0);
    }

    /** The names that the values of these headers list, in lower case; one header may list several. */
    List<String> listed(String name) {
        return all(name).stream().flatMap(value -> Stream.of(value.split(","))).map(part -> part.strip().toLowerCase())
                .toList();
    }
}
