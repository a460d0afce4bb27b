package dev.runnel.model.openai;

import dev.runnel.model.AgentsException;
import dev.runnel.model.ModelConnectionException;
import dev.runnel.model.ModelTimeoutException;
import dev.runnel.model.ModelTimeoutException.Phase;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.microprofile.config.Config;

/**
 * Makes of what the HTTP client reports of one call what a person can act on: what happened, where, and which setting
 * helps.
 */
final class Faults {

    private final String client;
    private final Duration connectTimeout;
    private final Duration readTimeout;
    private volatile String address = "an address that was not worked out";

    /** Reads the limits of one REST client, with that client's own defaults. */
    Faults(String configKey, Config config) {
        this.client = "quarkus.rest-client." + configKey;
        this.connectTimeout = millis(config, configKey, "connect-timeout", 15_000);
        this.readTimeout = millis(config, configKey, "read-timeout", 30_000);
    }

    private static Duration millis(Config config, String configKey, String name, long otherwise) {
        return Duration.ofMillis(config.getOptionalValue("quarkus.rest-client." + configKey + "." + name, Long.class)
                .or(() -> config.getOptionalValue("quarkus.rest-client." + name, Long.class))
                .orElse(otherwise));
    }

    void addressed(URI uri) {
        int port = uri.getPort() != -1 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
        address = uri.getHost() + ":" + port;
    }

    AgentsException timeout(Phase phase, Duration limit) {
        return new ModelTimeoutException(phase, limit, address,
                phase == Phase.IDLE ? "runnel.timeouts.model-idle" : "runnel.timeouts.model-first-byte");
    }

    /**
     * What failed before there was an answer.
     *
     * @return an {@link AgentsException}, or the failure itself if it does not come from the network
     */
    Throwable of(Throwable failure) {
        if (failure instanceof AgentsException) {
            return failure;
        }
        if (cause(failure, ConnectTimeoutException.class).isPresent()) {
            return new ModelTimeoutException(Phase.CONNECT, connectTimeout, address, client + ".connect-timeout");
        }
        if (cause(failure, UnknownHostException.class).isPresent()) {
            return connection("The host of the model's address " + address + " is unknown", client + ".url", failure);
        }
        if (cause(failure, SSLException.class).isPresent()) {
            return connection("TLS with the model at " + address + " failed: " + root(failure).getMessage(),
                    client + ".tls-configuration-name, quarkus.tls.*", failure);
        }
        if (cause(failure, ConnectException.class).isPresent()) {
            return connection("The model at " + address + " cannot be reached: " + root(failure).getMessage(),
                    client + ".url",
                    failure);
        }
        if (cause(failure, TimeoutException.class).isPresent()) { // Vert.x's: the wait for a connection or for the head
            return new ModelTimeoutException(Phase.FIRST_BYTE, readTimeout, address, client + ".read-timeout");
        }
        return cause(failure, IOException.class).isPresent() || isClosedBefore(failure) ? broken(failure, 0) : failure;
    }

    /** Whether the connection was closed before a request could be made of it: Vert.x' exception is no IOException. */
    static boolean isClosedBefore(Throwable failure) {
        return cause(failure, HttpClosedException.class).isPresent();
    }

    /**
     * What failed after the call was sent and outside any filter is the connection, or is no HTTP: whatever type it has.
     *
     * @param received how many bytes of the answer's body had come
     */
    AgentsException broken(Throwable failure, long received) {
        return new ModelConnectionException("The connection to the model at " + address + " broke "
                + (received == 0 ? "before the answer began" : "after " + received + " bytes of the answer") + ": "
                + root(failure).getMessage(), failure);
    }

    private static ModelConnectionException connection(String what, String setting, Throwable cause) {
        return new ModelConnectionException(what + " (setting: " + setting + ")", cause, false);
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; depth < 20 && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        return root;
    }

    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
        Throwable at = failure;
        for (int depth = 0; depth < 20 && at != null; depth++, at = at.getCause()) {
            if (type.isInstance(at)) {
                return Optional.of(type.cast(at));
            }
        }
        return Optional.empty();
    }
}
