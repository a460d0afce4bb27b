package dev.runnel.tool;

import dev.runnel.tool.ToolCatalog.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The event that asks for the application's tools, observed once for each bean class that has some. Public only since
 * generated classes name it; applications neither fire nor observe it.
 */
public final class ToolSearch {

    private final ToolRuntime runtime;
    private final List<Entry> found = new ArrayList<>();

    ToolSearch(ToolRuntime runtime) {
        this.runtime = runtime;
    }

    ToolRuntime runtime() {
        return runtime;
    }

    void add(Entry entry) {
        found.add(entry);
    }

    /** What was found, in an order that is the same in each start. */
    List<Entry> found() {
        return found.stream().sorted(Comparator.comparing(Entry::declaringClass)).toList();
    }
}
