package dev.runnel.model.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request that gets an error instead of an answer, in the shape that OpenAI's API gives errors. */
final class Rejection extends RuntimeException {

    private final int status;
    private final String param;
    private final String code;

    private Rejection(int status, String message, String param, String code) {
        super(message, null, false, false);
        this.status = status;
        this.param = param;
        this.code = code;
    }

    static Rejection notJson() {
        return new Rejection(400, "We could not parse the JSON body of your request; expected is one JSON object.",
                null, null);
    }

    static Rejection missing(String param) {
        return new Rejection(400, "Missing required parameter: '" + param + "'.", param, "missing_required_parameter");
    }

    static Rejection wrongType(String param, String expected) {
        return new Rejection(400, "Invalid type for '" + param + "': expected " + expected + ".", param, "invalid_type");
    }

    static Rejection nothingStored(String param) {
        return new Rejection(400, "'" + param + "' names nothing: the embedded model stores no responses and no"
                + " conversations. Send the whole input.", param, "previous_response_not_found");
    }

    static Rejection noSuchPath(String method, String path) {
        return new Rejection(404, "Invalid URL (" + method + " " + path + "). The embedded model has POST "
                + ResponsesHandler.PATH + " only.", null, null);
    }

    static Rejection tooLarge(int limit) {
        return new Rejection(413, "The request is larger than " + limit + " bytes.", null, null);
    }

    /** What the user's words ask for. */
    static Rejection asked(int status) {
        return new Rejection(status, "The embedded model answers " + status + ", as [fail " + status + "] asks.", null,
                status == 429 ? "rate_limit_exceeded" : null);
    }

    static Rejection ofItself(RuntimeException cause) {
        return new Rejection(500, "The embedded model failed: " + cause, null, null);
    }

    int status() {
        return status;
    }

    /** Whether it may be otherwise soon. */
    boolean isPassing() {
        return status == 429 || status == 503;
    }

    byte[] body() {
        ObjectNode body = Tree.object();
        body.putObject("error")
                .put("message", getMessage())
                .put("type", status < 500 ? "invalid_request_error" : "server_error")
                .put("param", param)
                .put("code", code);
        return Tree.bytes(body);
    }
}
