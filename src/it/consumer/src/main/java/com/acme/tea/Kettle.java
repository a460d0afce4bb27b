package com.acme.tea;

import jakarta.inject.Singleton;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** Heats water until somebody takes it off the fire, at most for 30 s. Thread-safe. */
@Singleton
class Kettle {

    private static final int LONGEST_SECONDS = 30;

    private final SynchronousQueue<String> hands = new SynchronousQueue<>();
    private final CountDownLatch fireOut = new CountDownLatch(1);

    /** Whether it was taken off in time. */
    boolean boil() throws InterruptedException {
        try {
            return hands.poll(LONGEST_SECONDS, TimeUnit.SECONDS) != null;
        } catch (InterruptedException e) {
            fireOut.countDown();
            throw e;
        }
    }

    /** Takes one off the fire, as soon as there is one: whether there was. */
    boolean takeOff() throws InterruptedException {
        return hands.offer("both", LONGEST_SECONDS, TimeUnit.SECONDS);
    }

    /** Waits until a fire is put out under some kettle: whether it was. */
    boolean awaitFireOut() throws InterruptedException {
        return fireOut.await(LONGEST_SECONDS, TimeUnit.SECONDS);
    }
}
