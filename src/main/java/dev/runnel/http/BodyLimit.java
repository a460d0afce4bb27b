package dev.runnel.http;

import io.quarkus.runtime.configuration.MemorySize;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How large a request's body may be: {@code runnel.http.max-input-size}, or the server's own limit if that is smaller. */
@Singleton
final class BodyLimit {

    private final long bytes;
    private final long server;

    @Inject
    BodyLimit(HttpConfig config,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") Optional<MemorySize> server) {
        this(config.maxInputSize().asLongValue(), server.map(MemorySize::asLongValue).orElse(Long.MAX_VALUE));
    }

    /**
     * @param ours in bytes
     * @param server in bytes; what tells to be larger, the server refuses before it asks us
     */
    BodyLimit(long ours, long server) {
        this.bytes = Math.min(ours, server);
        this.server = server;
    }

    /** The most bytes of a body. */
    long bytes() {
        return bytes;
    }

    /** Whether a body of this many bytes, as the header {@code Content-Length} has them or null, is larger than allowed. */
    boolean isExceededBy(String contentLength) {
        return number(contentLength) > bytes;
    }

    /** Whether the server refuses a request with this {@code Content-Length}, null for none. */
    boolean isRefusedByServer(String contentLength) {
        return number(contentLength) > server;
    }

    /**
     * Reads a body, no further than it tells that it is too large. It may block.
     *
     * @return the body, or more bytes than are allowed
     * @throws IOException if the client leaves, or sends nothing for too long
     */
    byte[] read(InputStream body) throws IOException {
        return body.readNBytes((int) Math.min(bytes + 1, Integer.MAX_VALUE));
    }

    /** Why a larger body is refused. */
    Problem tooLarge() {
        return Problem.of(413, "The body is larger than the " + bytes + " bytes that this server allows")
                .with("allowed", "at most " + bytes + " bytes");
    }

    private static long number(String contentLength) {
        return contentLength != null && contentLength.matches("\\d{1,18}") ? Long.parseLong(contentLength) : 0;
    }
}
