package dev.runnel.tool;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.lang.model.types.Type;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** What a tool's method may return, judged while the application is built. */
final class ToolReturn {

    private static final Set<String> ASYNCHRONOUS = Set.of(Uni.class.getName(), CompletionStage.class.getName(),
            CompletableFuture.class.getName());

    private static final Set<String> REFUSED = Set.of(Multi.class.getName(), Flow.Publisher.class.getName(),
            "org.reactivestreams.Publisher", Stream.class.getName(), Future.class.getName());

    private ToolReturn() {
    }

    static boolean isAsynchronous(Type type) {
        return ASYNCHRONOUS.contains(className(type));
    }

    /** @throws Refusal for a stream of outputs, or a promise of a promise */
    static void check(Type type) {
        refuseStream(type, type);
        if (isAsynchronous(type) && type.isParameterizedType()) {
            for (Type promised : type.asParameterizedType().typeArguments()) {
                refuseStream(promised, type);
                if (isAsynchronous(promised)) {
                    throw refusal(type);
                }
            }
        }
    }

    private static void refuseStream(Type type, Type whole) {
        if (REFUSED.contains(className(type))) {
            throw refusal(whole);
        }
    }

    private static Refusal refusal(Type type) {
        return new Refusal("it returns " + type + ", but a call has one output; allowed are void, anything that Jackson"
                + " writes, and Uni or CompletionStage of it");
    }

    private static String className(Type type) {
        return switch (type.kind()) {
            case CLASS -> type.asClass().declaration().name();
            case PARAMETERIZED_TYPE -> type.asParameterizedType().declaration().name();
            default -> "";
        };
    }
}
