package dev.runnel.tool;

import jakarta.enterprise.lang.model.types.Type;
import java.util.Map;
import java.util.stream.Collectors;

/** A type as Jackson's {@code TypeFactory.constructFromCanonical} reads it. */
final class CanonicalType {

    /** The names of arrays' classes: the JVM specification's descriptors, 4.3.2. */
    private static final Map<String, String> DESCRIPTORS = Map.of("boolean", "Z", "byte", "B", "short", "S", "int", "I",
            "long", "J", "char", "C", "float", "F", "double", "D");

    private CanonicalType() {
    }

    static String of(Type type) {
        return switch (type.kind()) {
            case PRIMITIVE -> type.asPrimitive().name();
            case CLASS -> type.asClass().declaration().name();
            case PARAMETERIZED_TYPE -> type.asParameterizedType().declaration().name()
                    + type.asParameterizedType().typeArguments().stream().map(CanonicalType::of)
                            .collect(Collectors.joining(",", "<", ">"));
            case ARRAY -> "[" + element(type.asArray().componentType());
            default -> type.toString();
        };
    }

    private static String element(Type type) {
        return switch (type.kind()) {
            case PRIMITIVE -> DESCRIPTORS.get(type.asPrimitive().name());
            case ARRAY -> of(type);
            default -> "L" + of(type) + ";";
        };
    }
}
