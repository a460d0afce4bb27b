package dev.runnel.tool;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

/** What tools need of the running application: its Jackson, its threads. Nothing is started before it is asked for. */
@Singleton
class ToolRuntime {

    private static final int FIRST_JAVA_WITH_VIRTUAL_THREADS = 21;

    private final ObjectMapper mapper;
    private final ObjectMapper reading;
    private final Vertx vertx;
    private final Instance<ExecutorService> virtualThreads;

    @Inject
    ToolRuntime(ObjectMapper mapper, Vertx vertx, @VirtualThreads Instance<ExecutorService> virtualThreads) {
        this.mapper = mapper;
        this.reading = reading(mapper);
        this.vertx = vertx;
        this.virtualThreads = virtualThreads;
    }

    /** The application's, for outputs. */
    ObjectMapper mapper() {
        return mapper;
    }

    /** The application's with its modules, for arguments: names as the schemas have them, whatever the naming strategy. */
    ObjectMapper reading() {
        return reading;
    }

    /** Starts each task on a virtual thread, on a worker before Java 21, in the caller's Vert.x context. */
    Executor blocking() {
        return Runtime.version().feature() >= FIRST_JAVA_WITH_VIRTUAL_THREADS
                ? virtualThreads.get()
                : this::onWorker; // as Quarkus' executor does, but that one warns of it
    }

    private void onWorker(Runnable task) {
        vertx.getOrCreateContext().executeBlocking(() -> {
            task.run();
            return null;
        }, false); // unordered: tools of one turn run beside each other
    }

    private static ObjectMapper reading(ObjectMapper mapper) {
        return mapper.copy()
                .registerModule(new ExactNumbers())
                .setPropertyNamingStrategy(PropertyNamingStrategies.LOWER_CAMEL_CASE) // Jackson's word for: as they are
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
                .disable(DeserializationFeature.UNWRAP_ROOT_VALUE);
    }
}
