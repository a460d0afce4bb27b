package dev.runnel.context;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What goes on at this moment, and a way to wait for its end. Thread-safe. */
public final class Ongoing<T> {

    private final Map<Object, T> going = new ConcurrentHashMap<>();
    private final Object ended = new Object();
    private final List<Waiting<T>> waiting = new ArrayList<>(); // guarded by ended

    private record Waiting<T>(Predicate<? super T> of, Runnable then) {
    }

    /**
     * Something begins.
     *
     * @return to be called when it has ended; calling it again is harmless
     */
    public Runnable begin(T what) {
        Object key = new Object();
        going.put(key, what);
        return () -> end(key);
    }

    /** All that goes on now, in no order. */
    public List<T> now() {
        return List.copyOf(going.values());
    }

    /**
     * Blocks until nothing goes on.
     *
     * @param longest for how long at most; none or less only looks
     * @return whether nothing goes on
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public boolean awaitNone(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        synchronized (ended) {
            while (!going.isEmpty()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(ended, left);
            }
            return true;
        }
    }

    /** Calls back once, from any thread, when nothing of this kind goes on any longer; at once, where that is so already. */
    public void whenNone(Predicate<? super T> of, Runnable then) {
        synchronized (ended) {
            if (going.values().stream().anyMatch(of)) {
                waiting.add(new Waiting<>(of, then));
                return;
            }
        }
        then.run();
    }

    private void end(Object key) {
        if (going.remove(key) != null) {
            List<Waiting<T>> over;
            synchronized (ended) {
                ended.notifyAll();
                over = waiting.stream().filter(each -> going.values().stream().noneMatch(each.of)).toList();
                waiting.removeAll(over);
            }
            over.forEach(each -> each.then.run());
        }
    }
}
