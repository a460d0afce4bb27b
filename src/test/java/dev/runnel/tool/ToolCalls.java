package dev.runnel.tool;

import dev.runnel.context.RunContext;
import dev.runnel.event.AgentRef;
import dev.runnel.event.OutputValue;
import dev.runnel.model.FunctionCall;
import dev.runnel.model.Json;
import dev.runnel.model.JsonText;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Calls tools as a run does: on a duplicated context's event loop, with a request context. */
@Singleton
class ToolCalls {

    @Inject
    ToolCatalog catalog;

    @Inject
    Vertx vertx;

    Tool tool(String name) {
        return catalog.tool(name).orElseThrow(() -> new AssertionError("There is no tool " + name));
    }

    /** The call, not yet subscribed. */
    Uni<OutputValue> call(String name, String arguments) {
        FunctionCall call = new FunctionCall(Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("type", "function_call");
            json.writeStringField("call_id", "call_1");
            json.writeStringField("name", name);
            json.writeStringField("arguments", arguments);
            json.writeEndObject();
        }));
        ToolContext context = new ToolContext(new RunContext("run_1", Optional.empty()), new AgentRef("Tester"), call);
        return tool(name).handler().call(context, JsonText.of(arguments));
    }

    /** The output of one call. */
    OutputValue output(String name, String arguments) {
        return onEventLoop(() -> call(name, arguments));
    }

    /** What one call fails with. */
    Throwable failure(String name, String arguments) {
        try {
            throw new AssertionError("The tool answered " + output(name, arguments));
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    /** Subscribes on an event loop, in a fresh duplicated context; a failure comes as the cause of a CompletionException. */
    <T> T onEventLoop(Supplier<Uni<T>> uni) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        context.runOnContext(none -> {
            var request = io.quarkus.arc.Arc.container().requestContext();
            request.activate();
            uni.get().onTermination().invoke(request::terminate)
                    .subscribe().with(result::complete, result::completeExceptionally);
        });
        return result.orTimeout(30, TimeUnit.SECONDS).join();
    }
}
