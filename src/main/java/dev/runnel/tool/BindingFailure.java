package dev.runnel.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Says in a model's words what Jackson found in arguments that have the right form: a number out of range, a record that
 * refuses its components. Jackson's own words name classes and sources.
 */
final class BindingFailure {

    private BindingFailure() {
    }

    static InvalidToolInputException of(String parameter, JsonNode value, IOException failure) {
        StringBuilder path = new StringBuilder(parameter);
        JsonNode place = value;
        if (failure instanceof JsonMappingException mapping) {
            for (JsonMappingException.Reference step : mapping.getPath()) {
                boolean named = step.getFieldName() != null;
                path.append(named ? "." + step.getFieldName() : "[" + step.getIndex() + "]");
                place = named ? place.path(step.getFieldName()) : place.path(step.getIndex());
            }
        }
        String what = "Parameter '" + path + "' is " + SchemaCheck.shown(place);
        Optional<String> range = range(failure);
        if (range.isPresent()) {
            return new InvalidToolInputException(what + ", but must be " + range.get());
        }
        return new InvalidToolInputException(what + ", which is not accepted" + reason(failure));
    }

    private static Optional<String> range(Throwable failure) {
        Class<?> type = failure instanceof InputCoercionException overflow ? overflow.getTargetType()
                : failure instanceof InvalidFormatException overflow ? overflow.getTargetType()
                : failure.getCause() instanceof JsonProcessingException cause && cause != failure ? null : Void.class;
        if (type == null) {
            return range(failure.getCause());
        }
        if (type == byte.class || type == Byte.class) {
            return range(Byte.MIN_VALUE, Byte.MAX_VALUE);
        }
        if (type == short.class || type == Short.class) {
            return range(Short.MIN_VALUE, Short.MAX_VALUE);
        }
        if (type == int.class || type == Integer.class) {
            return range(Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type == float.class) {
            return Optional.of("a number from -" + Float.MAX_VALUE + " to " + Float.MAX_VALUE);
        }
        if (type == double.class) {
            return Optional.of("a number from -" + Double.MAX_VALUE + " to " + Double.MAX_VALUE);
        }
        if (type == BigDecimal.class) {
            return Optional.of("a number of at most " + ExactNumbers.MOST_DIGITS + " digits");
        }
        return type == long.class || type == Long.class ? range(Long.MIN_VALUE, Long.MAX_VALUE) : Optional.empty();
    }

    private static Optional<String> range(long least, long greatest) {
        return Optional.of("an integer from " + least + " to " + greatest);
    }

    /** What the constructor of the application's record says; nothing of Jackson's. */
    private static String reason(Throwable failure) {
        return failure instanceof ValueInstantiationException && failure.getCause() != null
                && failure.getCause().getMessage() != null ? ": " + failure.getCause().getMessage() : "";
    }
}
