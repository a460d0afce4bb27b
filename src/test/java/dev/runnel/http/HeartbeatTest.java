package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    private final Vertx vertx = Vertx.vertx();
    private final Heartbeat heartbeat = new Heartbeat(vertx, Duration.ofMillis(30));

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void theTimerExistsOnlyWhileThereAreStreams() throws InterruptedException {
        assertThat(heartbeat.isTicking()).isFalse();
        for (int i = 0; i < 2; i++) {
            CountDownLatch swept = new CountDownLatch(3);
            Heartbeat.Stream stream = (now, silence) -> swept.countDown();
            heartbeat.add(stream);
            assertThat(heartbeat.isTicking()).isTrue();
            assertThat(swept.await(5, TimeUnit.SECONDS)).isTrue();
            heartbeat.remove(stream);
            await().until(() -> !heartbeat.isTicking());
        }
    }
}
