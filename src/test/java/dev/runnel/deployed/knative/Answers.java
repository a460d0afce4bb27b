package dev.runnel.deployed.knative;

import dev.runnel.testing.Script;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What the model says. */
final class Answers {

    static final String END = "data: {\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"output\":[]}}\n\n";

    /** Nothing by itself: the test talks. */
    static final Script NOTHING = call -> call.peerClosed().join();

    private Answers() {
    }

    /** One word, and then nothing for as long as the other side waits. */
    static Script silentAfter(String text) {
        return call -> call.eventStream().send(delta(text)).peerClosed().join();
    }

    /** One word, and the end once the test wants it. */
    static Script endingWith(CountDownLatch told, String text) {
        return call -> {
            call.eventStream().send(delta(text));
            told.await(5, TimeUnit.MINUTES);
            call.send(END).end();
        };
    }

    static String delta(String text) {
        return "data: {\"type\":\"response.output_text.delta\",\"delta\":\"" + text + "\"}\n\n";
    }
}
