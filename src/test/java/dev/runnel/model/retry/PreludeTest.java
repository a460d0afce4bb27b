package dev.runnel.model.retry;

import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedTurn.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.model.JsonText;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.scripted.ScriptedModel;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PreludeTest {

    private static final ModelEvent CREATED = event("response.created");
    private static final ModelEvent IN_PROGRESS = event("response.in_progress");
    private static final ModelEvent OTHER = event("response.output_item.added");

    private final List<MultiEmitter<? super ModelEvent>> emitters = new ArrayList<>();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final AtomicLong requested = new AtomicLong();
    private final Multi<ModelEvent> source = Multi.createFrom().<ModelEvent> emitter(emitters::add)
            .onRequest().invoke(requested::addAndGet)
            .onCancellation().invoke(() -> cancelled.set(true));

    @Test
    void whatComesBeforeTheAnswerWaitsForItsBeginning() {
        AssertSubscriber<ModelEvent> subscriber = subscribe(Long.MAX_VALUE);

        emit(CREATED, IN_PROGRESS);
        subscriber.assertHasNotReceivedAnyItem();
        emit(OTHER);
        assertThat(subscriber.getItems()).containsExactly(CREATED, IN_PROGRESS, OTHER);
        emit(CREATED);
        assertThat(subscriber.getItems()).as("nothing is held any more").hasSize(4);
        emitters.get(0).complete();
        subscriber.assertCompleted();
    }

    @Test
    void aFailureBeforeTheAnswerIsAllThatIsSeen() {
        AssertSubscriber<ModelEvent> subscriber = subscribe(Long.MAX_VALUE);

        emit(CREATED, IN_PROGRESS);
        emitters.get(0).fail(new IllegalStateException("gone"));

        subscriber.assertFailedWith(IllegalStateException.class).assertHasNotReceivedAnyItem();
    }

    @Test
    void aFailureInsideTheAnswerComesAfterAllThatCameBefore() {
        AssertSubscriber<ModelEvent> subscriber = subscribe(1);

        emit(CREATED, IN_PROGRESS, OTHER);
        emitters.get(0).fail(new IllegalStateException("gone"));

        assertThat(subscriber.getItems()).containsExactly(CREATED);
        subscriber.request(2).assertFailedWith(IllegalStateException.class);
        assertThat(subscriber.getItems()).containsExactly(CREATED, IN_PROGRESS, OTHER);
    }

    @Test
    void aStreamThatEndsBeforeTheAnswerIsDeliveredAsItIs() {
        AssertSubscriber<ModelEvent> subscriber = subscribe(Long.MAX_VALUE);

        emit(CREATED);
        emitters.get(0).complete();

        assertThat(subscriber.assertCompleted().getItems()).containsExactly(CREATED);
    }

    @Test
    void aModelThatOnlySaysThatItIsAtWorkIsHeldBackUpToALimit() {
        AssertSubscriber<ModelEvent> subscriber = subscribe(Long.MAX_VALUE);

        for (int i = 0; i < Prelude.MOST; i++) {
            emit(IN_PROGRESS);
        }
        subscriber.assertHasNotReceivedAnyItem();
        emit(IN_PROGRESS);
        assertThat(subscriber.getItems()).hasSize(Prelude.MOST + 1);
    }

    @Test
    void noMoreIsAskedForThanItTakes() {
        ScriptedModel model = new ScriptedModel().turns(answer(message("one two three")).inDeltas(3));
        AssertSubscriber<ModelEvent> subscriber = new Prelude(model.stream(ModelRequest.of("hi"))
                .onRequest().invoke(requested::addAndGet)).subscribe().withSubscriber(AssertSubscriber.create(0));

        assertThat(requested).hasValue(0);
        subscriber.request(1);
        assertThat(subscriber.getItems()).hasSize(1);
        assertThat(requested).as("two are held, and the third begins the answer").hasValue(3);
        subscriber.request(2);
        assertThat(subscriber.getItems()).hasSize(3);
        assertThat(requested).hasValue(3);
        subscriber.request(1);
        assertThat(subscriber.getItems()).hasSize(4);
        assertThat(requested).hasValue(4);
        subscriber.request(Long.MAX_VALUE).assertCompleted();
    }

    @Test
    void cancellingReachesTheModelAndNothingMoreIsDelivered() {
        AssertSubscriber<ModelEvent> subscriber = subscribe(Long.MAX_VALUE);

        emit(CREATED);
        subscriber.cancel();
        emit(OTHER);

        assertThat(cancelled).isTrue();
        subscriber.assertHasNotReceivedAnyItem();
    }

    private AssertSubscriber<ModelEvent> subscribe(long demand) {
        return new Prelude(source).subscribe().withSubscriber(AssertSubscriber.create(demand));
    }

    private void emit(ModelEvent... events) {
        for (ModelEvent event : events) {
            emitters.get(0).emit(event);
        }
    }

    static ModelEvent event(String type) {
        return ModelEvent.of(JsonText.of("{\"type\":\"" + type + "\"}"));
    }
}
