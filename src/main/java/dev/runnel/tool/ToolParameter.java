package dev.runnel.tool;

import dev.runnel.context.RunContext;
import dev.runnel.model.Json;
import dev.runnel.model.JsonText;
import java.util.List;
import java.util.Objects;

/**
 * One parameter of a tool's method, as the build tells it to the running application.
 *
 * @param name the name that the model sees; the parameter's own for one that is injected
 * @param type the type in Jackson's canonical form, as {@code java.util.List<java.lang.String>}
 * @param optional whether the method takes an {@code Optional} of that type
 */
record ToolParameter(String name, String type, boolean optional) {

    private static final String TOOL_CONTEXT = ToolContext.class.getName();
    private static final String RUN_CONTEXT = RunContext.class.getName();

    ToolParameter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    boolean isToolContext() {
        return type.equals(TOOL_CONTEXT);
    }

    boolean isRunContext() {
        return type.equals(RUN_CONTEXT);
    }

    /** Whether it is given by the run, not by the model. */
    boolean isInjected() {
        return isToolContext() || isRunContext();
    }

    /** Parameters as a JSON array, since a synthetic bean takes strings but no records. */
    static JsonText write(List<ToolParameter> parameters) {
        return Json.write(json -> {
            json.writeStartArray();
            for (ToolParameter parameter : parameters) {
                json.writeStartObject();
                json.writeStringField("name", parameter.name);
                json.writeStringField("type", parameter.type);
                json.writeNumberField("optional", parameter.optional ? 1 : 0);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** What {@link #write} wrote. */
    static List<ToolParameter> read(JsonText array) {
        return array.elements().stream()
                .map(each -> new ToolParameter(each.string("name").orElseThrow(), each.string("type").orElseThrow(),
                        each.number("optional").orElseThrow() == 1))
                .toList();
    }
}
