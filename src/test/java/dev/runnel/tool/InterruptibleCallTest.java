package dev.runnel.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptibleCallTest {

    private final List<Runnable> waiting = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();

    @Test
    void aCallThatIsCancelledBeforeItStartsNeverDoes() {
        UniAssertSubscriber<String> subscriber = InterruptibleCall.on(waiting::add, this::call).subscribe()
                .withSubscriber(UniAssertSubscriber.create());
        subscriber.cancel();
        waiting.get(0).run();
        assertThat(calls).isEmpty();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aCallThatIsCancelledWhileItRunsLeavesNoInterruptOnItsThread() {
        List<UniAssertSubscriber<String>> subscribers = new ArrayList<>();
        subscribers.add(InterruptibleCall.on(waiting::add, () -> {
            subscribers.get(0).cancel();
            calls.add("interrupted: " + Thread.currentThread().isInterrupted());
            return "dropped";
        }).subscribe().withSubscriber(UniAssertSubscriber.create()));
        waiting.get(0).run();
        assertThat(calls).containsExactly("interrupted: true");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        subscribers.get(0).assertNotTerminated();
    }

    @Test
    void whatTheCallThrowsIsTheFailureAsItIs() {
        IOException failure = new IOException("gone");
        UniAssertSubscriber<String> subscriber = InterruptibleCall.<String> on(Runnable::run, () -> {
            throw failure;
        }).subscribe().withSubscriber(UniAssertSubscriber.create());
        assertThat(subscriber.getFailure()).isSameAs(failure);
    }

    private String call() {
        calls.add("called");
        return "answer";
    }
}
