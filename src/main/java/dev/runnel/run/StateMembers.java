package dev.runnel.run;

import dev.runnel.agent.UserException;
import dev.runnel.model.JsonText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The members of an object of a run's state, each checked when asked for. */
final class StateMembers {

    private final JsonText json;
    private final String owner;

    /**
     * @param owner what the object is, for messages
     * @throws UserException if it is no object
     */
    StateMembers(JsonText json, String owner) {
        this.json = json;
        this.owner = owner;
        if (!json.isObject()) {
            throw new UserException("In the run state, " + owner + " must be an object");
        }
    }

    boolean has(String name) {
        return json.member(name).isPresent();
    }

    JsonText value(String name) {
        return json.member(name).orElseThrow(() -> wrong(name, "there"));
    }

    String string(String name) {
        return json.string(name).orElseThrow(() -> wrong(name, "a string"));
    }

    Optional<String> optionalString(String name) {
        return has(name) ? Optional.of(string(name)) : Optional.empty();
    }

    boolean flag(String name) {
        return json.bool(name).orElseThrow(() -> wrong(name, "true or false"));
    }

    long number(String name) {
        OptionalLong number = json.number(name);
        if (number.isEmpty() || number.getAsLong() < 0) {
            throw wrong(name, "a whole number, at least 0");
        }
        return number.getAsLong();
    }

    int count(String name) {
        return (int) Math.min(Integer.MAX_VALUE, number(name));
    }

    List<JsonText> array(String name) {
        JsonText array = value(name);
        if (!array.isArray()) {
            throw wrong(name, "an array");
        }
        return array.elements();
    }

    StateMembers object(String name) {
        return new StateMembers(value(name), "'" + name + "' of " + owner);
    }

    UserException wrong(String name, String allowed) {
        return new UserException("In the run state, '" + name + "' of " + owner + " must be " + allowed);
    }
}
