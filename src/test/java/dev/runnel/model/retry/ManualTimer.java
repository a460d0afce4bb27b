package dev.runnel.model.retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Time that only passes when a test says so. */
final class ManualTimer implements Timer {

    private record Task(long due, Runnable run) {
    }

    private final List<Task> waiting = new ArrayList<>();
    private final List<Duration> delays = new ArrayList<>();
    private Duration left = Duration.ofDays(1);
    private long now;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Runnable after(Duration delay, Runnable run) {
        Task task = new Task(now + delay.toNanos(), run);
        waiting.add(task);
        delays.add(delay);
        return () -> waiting.remove(task);
    }

    @Override
    public boolean hasMoreThan(Duration time) {
        return left.compareTo(time) > 0;
    }

    /** The run has this much time left. */
    void left(Duration left) {
        this.left = left;
    }

    /** Time passes, and what is due happens. */
    void pass(Duration time) {
        long end = now + time.toNanos();
        Optional<Task> next = next(end);
        while (next.isPresent()) {
            now = next.get().due;
            waiting.remove(next.get());
            next.get().run.run();
            next = next(end);
        }
        now = end;
    }

    /** All the delays that were asked for. */
    List<Duration> delays() {
        return List.copyOf(delays);
    }

    /** How many tasks wait for their time. */
    int waiting() {
        return waiting.size();
    }

    private Optional<Task> next(long end) {
        return waiting.stream().filter(task -> task.due <= end).min(Comparator.comparingLong(Task::due));
    }
}
