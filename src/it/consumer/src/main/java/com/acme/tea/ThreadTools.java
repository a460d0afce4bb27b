package com.acme.tea;

import dev.runnel.tool.FunctionTool;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Tools that tell what thread they are called on. */
public class ThreadTools {

    public record Place(boolean eventLoop, boolean virtualThread) {

        static Place here() {
            // Thread.isVirtual() is there since Java 21 only
            return new Place(Context.isOnEventLoopThread(), Thread.currentThread().toString().startsWith("VirtualThread["));
        }
    }

    @FunctionTool("Where a method that may block is called.")
    Place threadOfMethod() {
        return Place.here();
    }

    @FunctionTool("Where a method that returns a Uni is called.")
    Uni<Place> threadOfUni() {
        return Uni.createFrom().item(Place.here());
    }

    @FunctionTool("Where a method that returns a CompletionStage is called.")
    CompletionStage<Place> threadOfStage() {
        return CompletableFuture.completedFuture(Place.here());
    }
}
