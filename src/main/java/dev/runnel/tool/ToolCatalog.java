package dev.runnel.tool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The application's tools, by name and by the class whose methods they are. Immutable and thread-safe; as a bean it holds
 * the methods annotated {@link FunctionTool}.
 */
public final class ToolCatalog {

    private final Map<String, Tool> byName = new LinkedHashMap<>();
    private final Map<String, List<Tool>> byClass = new LinkedHashMap<>();
    private final Map<String, TypeSchema> schemas;
    private final Map<String, String> refusals;

    /**
     * @param entries tools with the classes that declare them
     * @throws IllegalArgumentException if two have one name
     */
    public ToolCatalog(Collection<Entry> entries) {
        this(entries, Map.of(), Map.of());
    }

    /**
     * @param schemas those of the classes annotated {@link OutputType}, by the name of the class
     * @param refusals why others of them have none
     */
    ToolCatalog(Collection<Entry> entries, Map<String, TypeSchema> schemas, Map<String, String> refusals) {
        this.schemas = Map.copyOf(schemas);
        this.refusals = Map.copyOf(refusals);
        for (Entry entry : entries) {
            if (byName.put(entry.tool().name(), entry.tool()) != null) {
                throw new IllegalArgumentException("There are two tools named '" + entry.tool().name() + "'");
            }
            byClass.computeIfAbsent(entry.declaringClass(), none -> new ArrayList<>()).add(entry.tool());
        }
    }

    /** A catalogue of no tools. */
    public static ToolCatalog empty() {
        return new ToolCatalog(List.of());
    }

    /** All tools, in the order in which they were found. */
    public List<Tool> tools() {
        return List.copyOf(byName.values());
    }

    /** The tool of this name. */
    public Optional<Tool> tool(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The tools that a bean class has; empty if none of its methods is one. */
    public List<Tool> toolsOf(Class<?> beanClass) {
        return List.copyOf(byClass.getOrDefault(beanClass.getName(), List.of()));
    }

    /**
     * The schema of a type that a model shall write.
     *
     * @param type a record or an enum annotated {@link OutputType}, or a number or a boolean
     * @throws IllegalArgumentException if there is none, saying what is missing
     */
    public TypeSchema schemaOf(Class<?> type) {
        Optional<TypeSchema> known = Optional.ofNullable(schemas.get(type.getName())).or(() -> TypeSchema.ofScalar(type));
        return known.orElseThrow(() -> new IllegalArgumentException(refusals.getOrDefault(type.getName(),
                "The class " + type.getName() + " has no JSON schema; allowed are records and enums annotated @OutputType in"
                        + " the application's own archives, and numbers and booleans")));
    }

    /** The schema of a list of a type that a model shall write; of texts too. Else as {@link #schemaOf}. */
    public TypeSchema schemaOfList(Class<?> elements) {
        return elements == String.class ? TypeSchema.listOfTexts() : schemaOf(elements).listOf();
    }

    /**
     * A tool and where it is from.
     *
     * @param declaringClass the binary name of the bean class
     * @param tool the tool
     */
    public record Entry(String declaringClass, Tool tool) {

        public Entry {
            Objects.requireNonNull(declaringClass, "declaringClass");
            Objects.requireNonNull(tool, "tool");
        }
    }
}
