package dev.runnel.http;

import dev.runnel.agent.UserException;
import dev.runnel.model.Json;
import dev.runnel.model.JsonText;
import dev.runnel.run.RunState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What is sealed: where a run has stopped, and who may resume it until when, once.
 *
 * @param id tells this state from every other one
 * @param expires until when it can be used; to the second
 * @param owner whose it is
 * @param state where the run has stopped
 */
record StateTicket(String id, Instant expires, StateOwner owner, RunState state) {

    StateTicket {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(expires, "expires");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(state, "state");
    }

    byte[] json() {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("id", id);
            json.writeNumberField("expires_at", expires.getEpochSecond());
            json.writeStringField("agent", owner.agent());
            if (owner.caller().isPresent()) {
                json.writeStringField("caller", owner.caller().get());
            }
            if (owner.sessionId().isPresent()) {
                json.writeStringField("session_id", owner.sessionId().get());
            }
            Json.raw(json, "run_state", state.toJson());
            json.writeEndObject();
        });
    }

    /** @throws UserException if another version of Runnel has written it, which this one cannot read */
    static StateTicket read(byte[] bytes) {
        JsonText json = JsonText.object(bytes);
        return new StateTicket(json.string("id").orElseThrow(),
                Instant.ofEpochSecond(json.number("expires_at").orElseThrow()),
                new StateOwner(json.string("agent").orElseThrow(), json.string("caller"), json.string("session_id")),
                RunState.fromJson(json.member("run_state").orElseThrow()));
    }

    Optional<String> sessionId() {
        return owner.sessionId();
    }
}
