package dev.runnel.model;

/**
 * An event of a type that has no class of its own here: passed on untouched, to be read through {@link #json()}.
 *
 * @param json the event as received
 */
public record OtherModelEvent(JsonText json) implements ModelEvent {
}
