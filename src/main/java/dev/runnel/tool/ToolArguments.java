package dev.runnel.tool;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.type.TypeFactory;
import dev.runnel.model.JsonText;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Binds the arguments of a call to the parameters of a tool's method. Types are resolved once, in the constructor. */
final class ToolArguments {

    private final ArgumentsCheck check;
    private final List<Slot> slots;

    /** Gives one parameter its value, from the call and its checked arguments. */
    @FunctionalInterface
    private interface Slot {
        Object value(ToolContext context, JsonNode arguments);
    }

    /**
     * @param mapper reads the values
     * @param classes sees the tool's class and so the types of its parameters
     * @throws IllegalStateException if a parameter's class is not in the application
     */
    ToolArguments(ObjectMapper mapper, ClassLoader classes, JsonText schema, List<ToolParameter> parameters) {
        this.check = ArgumentsCheck.ofGenerated(schema);
        TypeFactory types = mapper.getTypeFactory().withClassLoader(classes);
        this.slots = parameters.stream().map(parameter -> slot(mapper, types, parameter)).toList();
    }

    /**
     * The arguments in the method's order.
     *
     * @throws InvalidToolInputException if they do not fit the parameters
     */
    Object[] bind(ToolContext context, JsonText arguments) {
        JsonNode checked = check.read(arguments);
        return slots.stream().map(slot -> slot.value(context, checked)).toArray();
    }

    private static Slot slot(ObjectMapper mapper, TypeFactory types, ToolParameter parameter) {
        if (parameter.isToolContext()) {
            return (context, arguments) -> context;
        }
        if (parameter.isRunContext()) {
            return (context, arguments) -> context.run();
        }
        JavaType type;
        try {
            type = types.constructFromCanonical(parameter.type());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("The type " + parameter.type() + " of the parameter '" + parameter.name()
                    + "' is not in the application", e);
        }
        ObjectReader reader = mapper.readerFor(type);
        return (context, arguments) -> {
            JsonNode value = arguments.path(parameter.name());
            if (parameter.optional() && (value.isMissingNode() || value.isNull())) {
                return Optional.empty();
            }
            try {
                Object bound = reader.readValue(value);
                return parameter.optional() ? Optional.of(bound) : bound;
            } catch (IOException e) {
                throw BindingFailure.of(parameter.name(), value, e);
            }
        };
    }
}
