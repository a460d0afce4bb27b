package dev.runnel.model;

import java.util.Objects;
import java.util.Optional;

/**
 * Whether and which tool the model must call.
 *
 * @param form what the value names
 * @param value {@code auto}, {@code required} or {@code none}; or the name of a function, the type of a tool of the
 *     provider's own, or the name of an MCP server's tool
 * @param serverLabel the MCP server that has the tool; empty for the other forms
 */
public record ToolChoice(Form form, String value, Optional<String> serverLabel) {

    /** What a choice names. */
    public enum Form {

        /** {@code auto}, {@code required} or {@code none}. */
        MODE,
        /** One function. */
        FUNCTION,
        /** A tool of the provider's own, by its type, for example {@code web_search}. */
        HOSTED,
        /** A tool of an MCP server that the provider talks to. */
        MCP
    }

    /** The model decides. */
    public static final ToolChoice AUTO = mode("auto");
    /** The model must call at least one tool. */
    public static final ToolChoice REQUIRED = mode("required");
    /** The model must not call a tool. */
    public static final ToolChoice NONE = mode("none");

    public ToolChoice {
        Objects.requireNonNull(form, "form");
        Objects.requireNonNull(serverLabel, "serverLabel");
        if (Objects.requireNonNull(value, "value").isBlank()) {
            throw new IllegalArgumentException("A tool choice is auto, required, none or a tool's name, not blank");
        }
        if (form == Form.MODE && !value.matches("auto|required|none")) {
            throw new IllegalArgumentException("The mode of a tool choice is auto, required or none, not " + value);
        }
        if ((form == Form.MCP) != serverLabel.isPresent()) {
            throw new IllegalArgumentException("A tool choice names a server if, and only if, it is an MCP tool");
        }
    }

    /** As the Agents SDK reads a text: {@code auto}, {@code required}, {@code none}, or the name of a function. */
    public static ToolChoice of(String text) {
        return text.matches("auto|required|none") ? mode(text) : tool(text);
    }

    /** The model must call this function. */
    public static ToolChoice tool(String name) {
        return new ToolChoice(Form.FUNCTION, name, Optional.empty());
    }

    /** The model must use this tool of the provider's own, for example {@code web_search}. */
    public static ToolChoice hosted(String type) {
        return new ToolChoice(Form.HOSTED, type, Optional.empty());
    }

    /** The model must call this tool of an MCP server that the provider talks to. */
    public static ToolChoice mcp(String serverLabel, String name) {
        return new ToolChoice(Form.MCP, name, Optional.of(serverLabel));
    }

    /** Whether this names one function. */
    public boolean isTool() {
        return form == Form.FUNCTION;
    }

    private static ToolChoice mode(String value) {
        return new ToolChoice(Form.MODE, value, Optional.empty());
    }
}
