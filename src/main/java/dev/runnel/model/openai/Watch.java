package dev.runnel.model.openai;

import dev.runnel.model.ModelTimeoutException.Phase;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Watches how long an exchange waits. A chunk costs it one reading of the clock: the timer is not set anew for each, it
 * looks when it fires how long the silence has lasted. All but {@link #stop()} is called on the context.
 */
final class Watch {

    /** How long the body of a refusal may take: its head has told the essential. */
    private static final Duration REFUSAL = Duration.ofSeconds(2);

    private static final long NONE = -1;

    private final ContextInternal context;
    private final Duration firstByte;
    private final Duration idle;
    private final Consumer<Phase> late;

    private volatile boolean stopped;
    private volatile long timer = NONE;
    private boolean begun;
    private boolean waiting;
    private boolean news;
    private long silentSince;

    Watch(ContextInternal context, ModelTimeouts timeouts, Consumer<Phase> late) {
        this.context = context;
        this.firstByte = timeouts.modelFirstByte();
        this.idle = timeouts.modelIdle();
        this.late = late;
    }

    Duration limit(Phase phase) {
        return phase == Phase.IDLE ? idle : firstByte;
    }

    void started() {
        set(firstByte.toNanos(), () -> late.accept(Phase.FIRST_BYTE));
    }

    void refused() {
        begun = true;
        set(Math.min(REFUSAL.toNanos(), idle.toNanos()), () -> late.accept(Phase.IDLE));
    }

    void received() {
        news = true;
        if (!begun) {
            begun = true;
            silentSince = System.nanoTime();
            set(idle.toNanos(), this::lookAtIdle);
        }
    }

    /**
     * Says whether the subscriber now waits for the model; the silence counts from when it began to, or from the last
     * byte.
     */
    void waiting(boolean now) {
        if (now && (news || !waiting)) {
            silentSince = System.nanoTime();
        }
        news = false;
        waiting = now;
    }

    void stop() {
        stopped = true;
        long last = timer;
        if (last != NONE) {
            context.owner().cancelTimer(last);
        }
    }

    private void lookAtIdle() {
        long left = idle.toNanos() - (waiting ? System.nanoTime() - silentSince : 0);
        if (left <= 0) {
            late.accept(Phase.IDLE);
        } else {
            set(left, this::lookAtIdle);
        }
    }

    private void set(long nanos, Runnable then) {
        if (timer != NONE) {
            context.owner().cancelTimer(timer);
        }
        if (!stopped) {
            long millis = Math.max(1, (nanos + 999_999) / 1_000_000);
            timer = context.setTimer(millis, fired -> {
                if (!stopped) {
                    then.run();
                }
            });
        }
        if (stopped && timer != NONE) { // stopped meanwhile, by another thread
            context.owner().cancelTimer(timer);
        }
    }
}
