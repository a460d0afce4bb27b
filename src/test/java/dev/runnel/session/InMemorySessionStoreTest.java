package dev.runnel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.model.JsonText;
import dev.runnel.model.ResponseItem;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InMemorySessionStoreTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // as System.nanoTime, it may overflow
    private final InMemorySessionStore store = store(3, 6, 100_000);

    @Test
    void aSessionKeepsItsItemsInOrder() {
        add("s", "u1 a1");
        add("s", "u2 c1 o1 a2");

        assertThat(items("s")).isEqualTo("u1 a1 u2 c1 o1 a2");
        assertThat(store.session("s").sessionId()).isEqualTo("s");
        assertThat(Items.letters(wait(store.session("s").items(OptionalInt.of(2))))).isEqualTo("a2");
    }

    @Test
    void anAccessIsMadeWhenItIsSubscribedTo() {
        Uni<Void> adding = store.session("s").add(Items.of("u1"));
        assertThat(store.size()).isZero();
        wait(adding);
        wait(adding);

        assertThat(items("s")).isEqualTo("u1 u1");
    }

    @Test
    void theLatestItemIsTakenAwayAndThenEverything() {
        add("s", "u1 a1 u2");

        assertThat(wait(store.session("s").pop()).map(item -> item.json().string("content").orElseThrow())).contains("u2");
        assertThat(items("s")).isEqualTo("u1 a1");
        wait(store.session("s").clear());
        assertThat(items("s")).isEmpty();
        assertThat(wait(store.session("s").pop())).isEmpty();
        assertThat(store.size()).isZero();
    }

    @Test
    void sessionsOfTwoOwnersAreTwoSessions() {
        wait(store.session(new SessionKey("s", Optional.of("alice"))).add(Items.of("u1")));
        wait(store.session(new SessionKey("s", Optional.of("bob"))).add(Items.of("u2")));

        assertThat(items("s")).isEmpty();
        assertThat(Items.letters(wait(store.session(new SessionKey("s", Optional.of("bob"))).items()))).isEqualTo("u2");
    }

    @Test
    void ofTooManyItemsTheOldestGoInWholeGroups() {
        add("s", "u1 c1 o1 a1 u2");
        add("s", "a2 u3");

        assertThat(items("s")).as("7 items of 6").isEqualTo("c1 o1 a1 u2 a2 u3");
        add("s", "a3");
        assertThat(items("s")).as("an output does not stay without its call").isEqualTo("a1 u2 a2 u3 a3");
    }

    @Test
    void aGroupThatIsLargerThanTheBoundIsNotKeptInParts() {
        add("s", "u1");
        add("s", "c1 c2 c3 c4 o1 o2 o3 o4");

        assertThat(items("s")).isEmpty();
        add("s", "a1");
        assertThat(items("s")).isEqualTo("a1");
    }

    @Test
    void theSessionThatWasUsedLeastRecentlyMakesPlace() {
        add("s1", "u1");
        add("s2", "u1");
        add("s3", "u1");
        items("s1"); // reading is use
        add("s4", "u1");

        assertThat(store.size()).isEqualTo(3);
        assertThat(items("s2")).isEmpty();
        assertThat(items("s1")).isEqualTo("u1");
        assertThat(items("s4")).isEqualTo("u1");
    }

    @Test
    void readingANewSessionTakesNoPlace() {
        add("s1", "u1");
        for (int i = 0; i < 100; i++) {
            items("other" + i);
            wait(store.session("other" + i).clear());
            wait(store.session("other" + i).pop());
        }

        assertThat(store.size()).isEqualTo(1);
        assertThat(items("s1")).isEqualTo("u1");
    }

    @Test
    void tooManyBytesTakeOtherSessionsFirstAndThenItsOwnOldestItems() {
        long one = Items.of("u1").get(0).json().length();
        InMemorySessionStore small = store(10, 100, 3 * one);
        wait(small.session("s1").add(Items.of("u1 u2")));
        wait(small.session("s2").add(Items.of("u1")));
        wait(small.session("s2").add(Items.of("u2")));

        assertThat(wait(small.session("s1").items())).isEmpty();
        assertThat(Items.letters(wait(small.session("s2").items()))).isEqualTo("u1 u2");
        wait(small.session("s2").add(Items.of("u3 u4")));
        assertThat(Items.letters(wait(small.session("s2").items()))).isEqualTo("u2 u3 u4");
        wait(small.session("s2").clear());
        wait(small.session("s3").add(Items.of("u1 u2 u3")));
        assertThat(wait(small.session("s3").items())).as("what was cleared counts no more").hasSize(3);
    }

    @Test
    void aSessionThatNobodyUsesIsGoneAfterTheIdleTime() {
        add("s1", "u1");
        now.addAndGet(Duration.ofMinutes(59).toNanos());
        add("s2", "u1");
        items("s1");
        now.addAndGet(Duration.ofMinutes(59).toNanos());
        assertThat(store.size()).isEqualTo(2);
        items("s1");
        now.addAndGet(Duration.ofMinutes(1).toNanos());

        assertThat(store.size()).isEqualTo(1);
        assertThat(items("s2")).isEmpty();
        assertThat(items("s1")).isEqualTo("u1");
    }

    @Test
    void whatIsStoredHasBytesOfItsOwn() {
        StringBuilder large = new StringBuilder("{\"big\":\"").append("x".repeat(1000)).append("\",\"item\":");
        large.append("{\"role\":\"user\",\"content\":\"u1\"}}");
        ResponseItem part = ResponseItem.of(
                JsonText.of(large.toString()).member("item").orElseThrow());
        wait(store.session("s").add(List.of(part)));

        assertThat(wait(store.session("s").items())).containsExactly(part).first().isNotSameAs(part);
    }

    @Test
    void manyThreadsAddWithoutLosingAnything() throws Exception {
        InMemorySessionStore large = store(10, 100_000, 100_000_000);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 400; i++) {
            int call = i;
            threads.execute(() -> wait(large.session("s" + call % 2).add(Items.of("c" + call + " o" + call))));
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

        List<ResponseItem> items = wait(large.session("s0").items());
        assertThat(items).hasSize(400);
        for (int i = 0; i < items.size(); i += 2) {
            assertThat(items.get(i).json().string("call_id")).isEqualTo(items.get(i + 1).json().string("call_id"));
        }
    }

    @Test
    void boundsAndKeysCheckThemselves() {
        assertThatThrownBy(() -> new SessionBounds(0, 1, 1, Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("maxSessions is 0, must be at least 1");
        assertThatThrownBy(() -> new SessionBounds(1, 1, 1, Duration.ZERO)).hasMessageContaining("idleTime is PT0S");
        assertThatThrownBy(() -> SessionKey.of(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    private InMemorySessionStore store(int sessions, int items, long bytes) {
        return new InMemorySessionStore(new SessionBounds(sessions, items, bytes, Duration.ofHours(1)), now::get);
    }

    private void add(String session, String letters) {
        wait(store.session(session).add(Items.of(letters)));
    }

    private String items(String session) {
        return Items.letters(wait(store.session(session).items()));
    }

    private static <T> T wait(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(5));
    }
}
