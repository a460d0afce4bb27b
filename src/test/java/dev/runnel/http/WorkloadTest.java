package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    private final AtomicLong now = new AtomicLong(1000);
    private final Workload work = new Workload(() -> Instant.ofEpochSecond(now.get()));

    @Test
    void itsTimeMovesWithTheFirstBeginningAndTheLastEndOnly() {
        assertState(false, 1000);
        now.set(2000);
        assertState(false, 1000);
        work.begin();
        assertState(true, 2000);
        now.set(3000);
        work.begin();
        work.end();
        assertState(true, 2000);
        now.set(4000);
        work.end();
        assertState(false, 4000);
    }

    private void assertState(boolean busy, long since) {
        assertThat(work.state()).isEqualTo(new Workload.State(busy, Instant.ofEpochSecond(since)));
    }
}
