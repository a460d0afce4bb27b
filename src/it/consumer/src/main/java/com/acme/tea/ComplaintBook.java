package com.acme.tea;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What was complained of, until it is read. Thread-safe. */
@Singleton
class ComplaintBook {

    private final Queue<Complaint> complaints = new ConcurrentLinkedQueue<>();

    Uni<Void> write(Complaint complaint) {
        complaints.add(complaint);
        return Uni.createFrom().voidItem();
    }

    /** All of them, in words. */
    String readAll() {
        StringBuilder words = new StringBuilder();
        for (Complaint next = complaints.poll(); next != null; next = complaints.poll()) {
            words.append(next).append('\n');
        }
        return words.toString();
    }
}
