package dev.runnel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.model.ResponseItem;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class BlockingSessionTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final List<ResponseItem> items = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private boolean broken;

    private final BlockingSession session = new BlockingSession() {
        @Override
        public String sessionId() {
            return "s";
        }

        @Override
        public List<ResponseItem> itemsBlocking(OptionalInt limit) throws IOException {
            access();
            return ItemGroups.latest(new ArrayList<>(items), limit.orElse(Integer.MAX_VALUE));
        }

        @Override
        public void addBlocking(List<ResponseItem> more) throws IOException {
            access();
            items.addAll(more);
        }

        @Override
        public Optional<ResponseItem> popBlocking() throws IOException {
            access();
            return items.isEmpty() ? Optional.empty() : Optional.of(items.remove(items.size() - 1));
        }

        @Override
        public void clearBlocking() throws IOException {
            access();
            items.clear();
        }

        private void access() throws IOException {
            threads.add(Thread.currentThread());
            if (broken) {
                throw new IOException("The disk is full");
            }
        }
    };

    @Test
    void itsMethodsAreCalledOnThreadsThatMayBlock() {
        session.add(Items.of("u1 a1 u2")).await().atMost(LIMIT);
        assertThat(Items.letters(session.items().await().atMost(LIMIT))).isEqualTo("u1 a1 u2");
        assertThat(Items.letters(session.items(OptionalInt.of(1)).await().atMost(LIMIT))).isEqualTo("u2");
        assertThat(session.pop().await().atMost(LIMIT)).isPresent();
        session.clear().await().atMost(LIMIT);
        assertThat(session.pop().await().atMost(LIMIT)).isEmpty();

        assertThat(threads).hasSize(6).doesNotContain(Thread.currentThread());
    }

    @Test
    void whatTheyThrowIsTheFailure() {
        broken = true;

        assertThatThrownBy(() -> session.add(Items.of("u1")).await().atMost(LIMIT)).hasRootCauseMessage("The disk is full");
    }
}
