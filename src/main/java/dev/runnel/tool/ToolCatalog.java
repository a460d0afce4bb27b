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

    /**
     * @param entries tools with the classes that declare them
     * @throws IllegalArgumentException if two have one name
     */
    public ToolCatalog(Collection<Entry> entries) {
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
