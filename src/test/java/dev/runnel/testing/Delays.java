package dev.runnel.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long the same thing took, time after time. What is promised of one time is asked of the median, so that a moment in which
 * the machine does something else fails no test, and a delay that is always there does.
 */
public final class Delays {

    private final List<Duration> delays = new ArrayList<>();

    public void add(long fromNanos, long toNanos) {
        delays.add(Duration.ofNanos(toNanos - fromNanos));
    }

    public void assertMedianWithin(Duration limit) {
        List<Duration> sorted = delays.stream().sorted().toList();
        assertThat(sorted.get(sorted.size() / 2)).as("the median of %s", sorted).isLessThanOrEqualTo(limit);
    }
}
