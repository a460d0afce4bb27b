package dev.runnel.tool;

import dev.runnel.tool.ToolCatalog.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The event that asks for the application's tools, observed once for each bean class that has some. Public only since
 * generated classes name it; applications neither fire nor observe it.
 */
public final class ToolSearch {

    private final ToolRuntime runtime;
    private final List<Entry> found = new ArrayList<>();
    private final Map<String, TypeSchema> schemas = new HashMap<>();
    private final Map<String, String> refusals = new HashMap<>();

    ToolSearch(ToolRuntime runtime) {
        this.runtime = runtime;
    }

    ToolRuntime runtime() {
        return runtime;
    }

    void add(Entry entry) {
        found.add(entry);
    }

    void add(TypeSchema schema) {
        schemas.put(schema.type().getName(), schema);
    }

    void addRefusal(String typeName, String refusal) {
        refusals.put(typeName, refusal);
    }

    /** The schemas of output types, by the name of the class. */
    Map<String, TypeSchema> schemas() {
        return schemas;
    }

    /** Why output types have no schema, by the name of the class. */
    Map<String, String> refusals() {
        return refusals;
    }

    /** What was found, in an order that is the same in each start. */
    List<Entry> found() {
        return found.stream().sorted(Comparator.comparing(Entry::declaringClass)).toList();
    }
}
