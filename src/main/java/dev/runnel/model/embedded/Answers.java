package dev.runnel.model.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/** From a request to the events that answer it: the same ones every time, but for ids and time. Thread-safe. */
final class Answers {

    private final Clock clock;
    private final Ids ids;

    Answers(Clock clock, Ids ids) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.ids = Objects.requireNonNull(ids, "ids");
    }

    /** @throws Rejection where the request is not one that the Responses API takes */
    Answer to(JsonNode request) {
        Conversation conversation = Conversation.of(request);
        List<OutputItem> reply = Reply.to(conversation);
        ResponseObject response = new ResponseObject(request, ids.next("resp"), clock.instant().getEpochSecond());
        return new Answer(ResponseEvents.of(response, reply, conversation.directions(), ids), conversation.directions());
    }
}
