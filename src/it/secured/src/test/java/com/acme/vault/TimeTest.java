package com.acme.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** {@code @Timeout} on tools. */
@QuarkusTest
class TimeTest {

    @TestHTTPResource("/runs")
    URI runs;

    @Inject
    DrillTools drills;

    @Test
    void whatTakesTooLongIsStoppedAndTheModelIsToldSo() throws InterruptedException {
        Visitor.Told told = new Visitor(runs, Optional.of("bob")).run("Robber", "Get in");

        assertThat(told.words()).hasSize(2).allSatisfy(words -> assertThat(words)
                .startsWith("An error occurred while running the tool. Please try again. Error: ")
                .endsWith(" timed out"));
        assertThat(told.status()).as("the run goes on").isEqualTo("completed");
        assertThat(drills.stopped().await(30, TimeUnit.SECONDS)).isTrue();
    }
}
