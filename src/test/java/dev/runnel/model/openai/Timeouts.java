package dev.runnel.model.openai;

import java.time.Duration;

/** The timeouts of one test. */
record Timeouts(Duration modelFirstByte, Duration modelIdle) implements ModelTimeouts {

    static final Timeouts LONG = new Timeouts(Duration.ofSeconds(15), Duration.ofSeconds(15));
}
