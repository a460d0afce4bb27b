package dev.runnel.model;

/**
 * An item of a type that has no class of its own here: passed on untouched, to be read through {@link #json()}.
 *
 * @param json the item as received
 */
public record OtherItem(JsonText json) implements ResponseItem {
}
