package dev.runnel.model;

import java.util.function.Supplier;

/** Reads the members that an event must have; one that is missing is the provider's mistake. */
final class EventMembers {

    private EventMembers() {
    }

    static String string(ModelEvent event, String name) {
        return event.json().string(name).orElseThrow(missing(event, name, "a string"));
    }

    static int index(ModelEvent event, String name) {
        long number = event.json().number(name).orElseThrow(missing(event, name, "a number"));
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw missing(event, name, "an index from 0 up").get();
        }
        return (int) number;
    }

    static JsonText object(ModelEvent event, String name) {
        return event.json().member(name).filter(JsonText::isObject).orElseThrow(missing(event, name, "an object"));
    }

    private static Supplier<ModelBehaviorException> missing(ModelEvent event, String name, String kind) {
        return () -> new ModelBehaviorException(
                "The model sent an event of type " + event.type() + " whose member '" + name + "' is not " + kind);
    }
}
