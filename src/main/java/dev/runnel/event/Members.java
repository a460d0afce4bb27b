package dev.runnel.event;

import dev.runnel.model.JsonText;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** The members of an object that is read, each checked when asked for; one that is null counts as absent. */
final class Members {

    private final JsonText json;
    private final String owner;

    /** @param owner what the object is, for messages */
    Members(JsonText json, String owner) {
        this.json = json;
        this.owner = owner;
    }

    /** The member {@code type} of an object, one of those known. */
    static String type(JsonText json, String owner, List<String> known) {
        Members members = new Members(json, owner);
        String type = members.string("type");
        if (!known.contains(type)) {
            throw members.wrong("type", oneOf(known));
        }
        return type;
    }

    String string(String name) {
        return optionalString(name).orElseThrow(() -> missing(name, "a string"));
    }

    Optional<String> optionalString(String name) {
        return present(name).map(value -> json.string(name).orElseThrow(() -> wrong(name, "a string")));
    }

    long number(String name, long largest) {
        return optionalNumber(name, largest).orElseThrow(() -> missing(name, range(largest)));
    }

    OptionalLong optionalNumber(String name, long largest) {
        if (present(name).isEmpty()) {
            return OptionalLong.empty();
        }
        OptionalLong number = json.number(name);
        if (number.isEmpty() || number.getAsLong() < 0 || number.getAsLong() > largest) {
            throw wrong(name, range(largest));
        }
        return number;
    }

    JsonText object(String name) {
        return optionalObject(name).orElseThrow(() -> missing(name, "an object"));
    }

    Optional<JsonText> optionalObject(String name) {
        Optional<JsonText> object = present(name);
        if (object.isPresent() && !object.get().isObject()) {
            throw wrong(name, "an object");
        }
        return object;
    }

    /** The elements of an array; none where it is absent. */
    List<JsonText> optionalArray(String name) {
        Optional<JsonText> array = present(name);
        if (array.isPresent() && !array.get().isArray()) {
            throw wrong(name, "an array");
        }
        return array.map(JsonText::elements).orElse(List.of());
    }

    OutputValue value(String name) {
        return optionalValue(name).orElseThrow(() -> missing(name, "a JSON value"));
    }

    /** Here null is a value. */
    Optional<OutputValue> optionalValue(String name) {
        return json.member(name).map(value -> {
            try {
                return OutputValue.read(value);
            } catch (IllegalArgumentException e) {
                throw wrong(name, "a value that Java can hold", e);
            }
        });
    }

    <E> E constant(String name, Function<String, E> of, E[] all, Function<E, String> wireName) {
        return optionalConstant(name, of, all, wireName).orElseThrow(() -> missing(name, oneOf(names(all, wireName))));
    }

    <E> Optional<E> optionalConstant(String name, Function<String, E> of, E[] all, Function<E, String> wireName) {
        return optionalString(name).map(text -> {
            try {
                return of.apply(text);
            } catch (IllegalArgumentException e) {
                throw wrong(name, oneOf(names(all, wireName)), e);
            }
        });
    }

    MalformedEventException wrong(String name, String allowed) {
        return new MalformedEventException("Member '" + name + "' of " + owner + " must be " + allowed);
    }

    MalformedEventException wrong(String name, String allowed, RuntimeException cause) {
        return new MalformedEventException(
                "Member '" + name + "' of " + owner + " must be " + allowed + ": " + cause.getMessage(), cause);
    }

    private MalformedEventException missing(String name, String allowed) {
        return new MalformedEventException("Member '" + name + "' of " + owner + " is missing, it must be " + allowed);
    }

    private Optional<JsonText> present(String name) {
        return json.member(name).filter(value -> value.length() != 4 || !value.toString().equals("null"));
    }

    private static String range(long largest) {
        return "a whole number from 0 to " + largest;
    }

    private static <E> List<String> names(E[] all, Function<E, String> wireName) {
        return Arrays.stream(all).map(wireName).toList();
    }

    static String oneOf(List<String> names) {
        return "one of " + String.join(", ", names);
    }
}
