package dev.runnel.http;

import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/**
 * Looks at the method and the headers of requests to our {@link Endpoint}s, before Quarkus REST does: it would answer 405,
 * 406 and 415 without a body. Requests to the application's own endpoints pass. Public, because Quarkus calls it from a
 * class that it generates beside the application's, whose class loader is another one than the jar's in dev mode.
 */
@Singleton
public class Negotiation {

    /** How much further a connection may be read than what has been asked of it. */
    private static final long READ_AHEAD = 4 << 20;

    private final Provider<ServedEndpoints> served;
    private final Provider<BodyLimit> limit;

    /** Request filters are made before the configuration for run time is there. */
    @Inject
    Negotiation(Provider<ServedEndpoints> served, Provider<BodyLimit> limit) {
        this.served = served;
        this.limit = limit;
    }

    @ServerRequestFilter(preMatching = true)
    public Optional<Response> check(ContainerRequestContext request) {
        String path = CurrentRequestManager.get().getPathWithoutPrefix();
        if (served.get().isOff(path)) {
            return Optional.of(Response.status(Response.Status.NOT_FOUND).build());
        }
        Optional<Endpoint> ours = served.get().at(path);
        ours.ifPresent(endpoint -> {
            try {
                check(endpoint, request.getMethod(), request.getHeaders()::get, limit.get())
                        .ifPresent(type -> request.getHeaders().putSingle(HttpHeaders.ACCEPT, type));
            } catch (ProblemException refused) {
                throw endpoint.refusal(refused);
            }
            if (endpoint.takesBody()) {
                leaveLimitToUs(CurrentRequestManager.get().unwrap(RoutingContext.class));
            }
        });
        // Quarkus REST's own answer would list HEAD for every endpoint
        return ours.filter(endpoint -> request.getMethod().equals("OPTIONS"))
                .map(endpoint -> Response.ok().header(HttpHeaders.ALLOW, endpoint.allowed()).build());
    }

    /** Of a body that does not tell its length Quarkus measures what has come, and would answer without a problem. */
    private void leaveLimitToUs(RoutingContext request) {
        if (request.get(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY) != null) {
            request.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, limit.get().bytes() + READ_AHEAD);
        }
    }

    /** The values of a header; null without it. */
    @FunctionalInterface
    interface Headers {
        List<String> get(String name);
    }

    /**
     * What to answer with, where the request asks for content. Of the methods of one path Quarkus REST then finds the right
     * one; it compares no qualities itself.
     *
     * @throws ProblemException for a request that the endpoint does not answer
     */
    static Optional<String> check(Endpoint endpoint, String method, Headers headers, BodyLimit limit) {
        if (!endpoint.answers(method)) {
            throw new ProblemException(
                    Problem.of(405, endpoint.path() + " answers " + endpoint.method() + ", not " + method)
                            .with("allowed", endpoint.method()),
                    Response.status(405).header(HttpHeaders.ALLOW, endpoint.method()));
        }
        if (method.equals("OPTIONS")) {
            return Optional.empty();
        }
        String answer = choose(endpoint, values(headers, HttpHeaders.ACCEPT));
        if (endpoint.takesBody()) {
            checkContentType(endpoint, values(headers, HttpHeaders.CONTENT_TYPE));
            checkContentEncoding(values(headers, HttpHeaders.CONTENT_ENCODING));
            if (!values(headers, HttpHeaders.LAST_EVENT_ID_HEADER).isEmpty()) {
                throw Problem.of(422, "The header 'Last-Event-ID' is not supported yet: a run cannot be resumed, "
                        + "each request starts a new one").with("header", "Last-Event-ID").exception();
            }
            checkLength(values(headers, HttpHeaders.CONTENT_LENGTH), limit);
        }
        return Optional.of(answer);
    }

    /** Before a byte of it is read. A body without this header is measured while it is read. */
    private static void checkLength(List<String> length, BodyLimit limit) {
        if (!length.isEmpty() && limit.isExceededBy(length.get(0))) {
            throw limit.tooLarge().exception();
        }
    }

    private static String choose(Endpoint endpoint, List<String> accept) {
        Accept accepted;
        try {
            accepted = Accept.of(accept);
        } catch (IllegalArgumentException e) {
            throw Problem.of(400, "The header 'Accept' is malformed: " + e.getMessage()).with("header", "Accept")
                    .exception();
        }
        return accepted.best(endpoint.mediaTypes()).orElseThrow(() -> Problem.of(406, "The header 'Accept' is "
                + Problem.quote(String.join(", ", accept)) + ", but " + endpoint.path() + " answers "
                + String.join(", ", endpoint.mediaTypes()))
                .with("header", "Accept").with("allowed", endpoint.mediaTypes()).exception());
    }

    private static void checkContentType(Endpoint endpoint, List<String> contentType) {
        if (endpoint.isOfAgentCore() && (contentType.isEmpty() || contentType.equals(List.of("application/octet-stream")))) {
            return; // AWS' clients need not tell the type of their payload
        }
        String sent = contentType.isEmpty() ? "missing" : Problem.quote(contentType.get(0));
        if (contentType.size() != 1 || !isJson(contentType.get(0))) {
            throw Problem.of(415, "The header 'Content-Type' is " + sent + ", it must be application/json in UTF-8")
                    .with("header", "Content-Type").with("allowed", MediaType.APPLICATION_JSON).exception();
        }
    }

    /** With {@code quarkus.http.enable-decompression} the server has taken the header away together with the encoding. */
    private static void checkContentEncoding(List<String> contentEncoding) {
        String sent = String.join(", ", contentEncoding);
        if (!sent.isBlank() && !sent.strip().equalsIgnoreCase("identity")) {
            throw new ProblemException(Problem.of(415, "The header 'Content-Encoding' is " + Problem.quote(sent)
                    + ", but a body is taken only as it is").with("header", "Content-Encoding").with("allowed", "identity"),
                    Response.status(415).header(HttpHeaders.ACCEPT_ENCODING, "identity"));
        }
    }

    private static boolean isJson(String contentType) {
        try {
            MediaType type = MediaType.valueOf(contentType);
            String charset = type.getParameters().getOrDefault(MediaType.CHARSET_PARAMETER, StandardCharsets.UTF_8.name());
            return "application".equalsIgnoreCase(type.getType()) && "json".equalsIgnoreCase(type.getSubtype())
                    && charset.equalsIgnoreCase(StandardCharsets.UTF_8.name());
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static List<String> values(Headers headers, String name) {
        List<String> values = headers.get(name);
        return values == null ? List.of() : values;
    }
}
