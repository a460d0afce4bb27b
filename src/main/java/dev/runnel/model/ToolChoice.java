package dev.runnel.model;

import java.util.Objects;

/**
 * Whether and which tool the model must call.
 *
 * @param value {@code auto}, {@code required}, {@code none}, or the name of the one function to call
 */
public record ToolChoice(String value) {

    /** The model decides. */
    public static final ToolChoice AUTO = new ToolChoice("auto");
    /** The model must call at least one tool. */
    public static final ToolChoice REQUIRED = new ToolChoice("required");
    /** The model must not call a tool. */
    public static final ToolChoice NONE = new ToolChoice("none");

    public ToolChoice {
        if (Objects.requireNonNull(value, "value").isBlank()) {
            throw new IllegalArgumentException("A tool choice is auto, required, none or a tool's name, not blank");
        }
    }

    /** The model must call this function. */
    public static ToolChoice tool(String name) {
        return new ToolChoice(name);
    }

    /** Whether this names one function. */
    public boolean isTool() {
        return !equals(AUTO) && !equals(REQUIRED) && !equals(NONE);
    }
}
