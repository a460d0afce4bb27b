package dev.runnel.http;

import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;

/** The endpoints that are served here, and what a request to them must look like. */
enum Endpoint {

    INVOCATIONS(InvocationResource.PATH, "POST", List.of(Frames.SSE.mediaType(), MediaType.APPLICATION_JSON)),
    PING(PingResource.PATH, "GET", List.of("application/json")),
    AGENTS(AgentResource.PATH, "GET", List.of("application/json")),
    LIVE(HealthResource.LIVE, "GET", List.of("application/json")),
    READY(HealthResource.READY, "GET", List.of("application/json")),
    OPENAPI(OpenApiResource.PATH, "GET", List.of("application/json")),
    RUNS(RunResource.PATH, "POST",
            List.of(Frames.SSE.mediaType(), Frames.NDJSON.mediaType(), MediaType.APPLICATION_JSON));

    private final String path;
    private final String method;
    private final List<String> mediaTypes;

    Endpoint(String path, String method, List<String> mediaTypes) {
        this.path = path;
        this.method = method;
        this.mediaTypes = mediaTypes;
    }

    /** The endpoint at a path below the application's root. */
    static Optional<Endpoint> at(String path) {
        String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        for (Endpoint endpoint : values()) {
            if (endpoint.path.equals(plain)) {
                return Optional.of(endpoint);
            }
        }
        return Optional.empty();
    }

    /** HEAD is answered wherever GET is; OPTIONS everywhere. */
    boolean answers(String requestMethod) {
        return requestMethod.equals(method) || requestMethod.equals("OPTIONS")
                || requestMethod.equals("HEAD") && method.equals("GET");
    }

    /** The methods that it answers, as the header {@code Allow} has them. */
    String allowed() {
        return method.equals("GET") ? "GET, HEAD, OPTIONS" : method + ", OPTIONS";
    }

    /** Whether it is of AgentCore Runtime's contract. */
    boolean isOfAgentCore() {
        return this == INVOCATIONS || this == PING;
    }

    /** A refusal in the form in which this endpoint tells one. */
    ProblemException refusal(ProblemException refused) {
        return isOfAgentCore() ? InvocationFault.of(refused) : refused;
    }

    boolean takesBody() {
        return method.equals("POST");
    }

    String path() {
        return path;
    }

    String method() {
        return method;
    }

    /** What it produces, the default first. */
    List<String> mediaTypes() {
        return mediaTypes;
    }
}
