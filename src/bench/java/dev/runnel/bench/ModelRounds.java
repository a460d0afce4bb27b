package dev.runnel.bench;

import dev.runnel.agent.Agent;
import dev.runnel.model.Model;
import dev.runnel.model.ModelRequest;
import dev.runnel.run.Runner;
import io.quarkus.arc.Arc;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.impl.VertxInternal;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The part of {@link ModelBench} that runs inside the application. The CPU time counted is that of all event loops. */
public final class ModelRounds {

    private static final int ROUNDS = 25;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final int port;
    private final int deltas;
    private final Context context;
    private final HttpClient bare;
    private final Model model = Arc.container().<Model> instance("responses").get();
    private final Runner runner = Arc.container().instance(Runner.class).get();

    private interface Way {
        void begin(CompletableFuture<Long> done);
    }

    private ModelRounds(int port, int deltas) {
        this.port = port;
        this.deltas = deltas;
        Vertx vertx = Arc.container().instance(Vertx.class).get();
        context = ((VertxInternal) vertx).createEventLoopContext();
        bare = vertx.createHttpClient();
    }

    /** Reads the same answer in each way, in rounds that take turns, and prints the best round of each. */
    public static void measure(int port, int deltas) throws Exception {
        new ModelRounds(port, deltas).measure();
    }

    private void measure() throws Exception {
        String[] names = {"bare Vert.x client, bytes counted", "the model's events", "a run's events"};
        Way[] ways = {this::bytes, done -> count(model.stream(ModelRequest.of("hi")), deltas + 1, done),
            done -> count(runner.runStreamed(Agent.named("A").build(), "hi").streamEvents(), deltas + 4, done)};
        double[] best = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
        for (int round = 0; round < ROUNDS; round++) { // the first rounds are the warm-up
            for (int i = 0; i < ways.length; i++) {
                best[i] = Math.min(best[i], round(ways[i]));
            }
        }
        System.out.println("One text delta in an HTTP chunk of its own, from the socket to the subscriber");
        for (int i = 0; i < ways.length; i++) {
            System.out.printf(Locale.ROOT, "  %-44s %12.1f ns CPU per event %8.2f x%n", names[i], best[i], best[i] / best[0]);
        }
    }

    private double round(Way way) throws Exception {
        CompletableFuture<Long> done = new CompletableFuture<>();
        long before = eventLoopNanos();
        context.runOnContext(on -> {
            try {
                way.begin(done);
            } catch (RuntimeException | Error broken) {
                done.completeExceptionally(broken);
            }
        });
        done.get(60, TimeUnit.SECONDS);
        return (double) (eventLoopNanos() - before) / deltas;
    }

    private void bytes(CompletableFuture<Long> done) {
        long[] count = {0};
        bare.request(HttpMethod.POST, port, "127.0.0.1", "/v1/responses")
                .compose(request -> request.send(Buffer.buffer("{}")))
                .onFailure(done::completeExceptionally)
                .onSuccess(response -> response.handler(chunk -> count[0] += chunk.length())
                        .exceptionHandler(done::completeExceptionally)
                        .endHandler(end -> done.complete(count[0])));
    }

    private static void count(Multi<?> events, long expected, CompletableFuture<Long> done) {
        long[] count = {0};
        events.subscribe().with(event -> count[0]++, done::completeExceptionally, () -> {
            if (count[0] == expected) {
                done.complete(count[0]);
            } else {
                done.completeExceptionally(new IllegalStateException(count[0] + " events instead of " + expected));
            }
        });
    }

    private static long eventLoopNanos() {
        long nanos = 0;
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith("vert.x-eventloop-thread")) {
                nanos += THREADS.getThreadCpuTime(thread.getThreadId());
            }
        }
        return nanos;
    }
}
