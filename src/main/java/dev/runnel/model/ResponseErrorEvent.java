package dev.runnel.model;

import java.util.Optional;

/**
 * The provider reports an error in the middle of the stream. A terminal event. Type {@value #TYPE}; some servers wrap code
 * and message into a member {@code error}, which is read too.
 *
 * @param json the event as received
 */
public record ResponseErrorEvent(JsonText json) implements ModelEvent {

    static final String TYPE = "error";

    /** The spelling that some servers use. */
    static final String OTHER_TYPE = "response.error";

    /** The provider's code of the error. */
    public Optional<String> code() {
        return json.string("code").or(() -> json.member("error").flatMap(error -> error.string("code")));
    }

    /** The provider's words on the error. */
    public Optional<String> message() {
        return json.string("message").or(() -> json.member("error").flatMap(error -> error.string("message")));
    }
}
