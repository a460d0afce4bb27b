package dev.runnel.tool;

import jakarta.enterprise.lang.model.types.Type;

/**
 * Where a tool's method is called. Decided while the application is built, from the method's return type alone: Quarkus
 * refuses {@code @Blocking} and its kin on methods that are not known to one of its own extensions.
 */
enum ToolThread {

    /** On the run's event loop: the method must not block. */
    EVENT_LOOP,

    /** On a new virtual thread; on a worker before Java 21. */
    VIRTUAL;

    static ToolThread of(Type returned) {
        return ToolReturn.isAsynchronous(returned) ? EVENT_LOOP : VIRTUAL;
    }
}
