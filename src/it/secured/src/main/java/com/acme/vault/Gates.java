package com.acme.vault;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Gates that open as soon as so many are there, and are shut behind them. Thread-safe. */
@Singleton
class Gates {

    private final Map<Integer, Gate> gates = new HashMap<>();

    private static final class Gate {
        private final CompletableFuture<Void> open = new CompletableFuture<>();
        private int waiting;
    }

    /** Comes to the gate of so many: done when it opens. */
    CompletableFuture<Void> arrive(int many) {
        Gate gate;
        Optional<Gate> full;
        synchronized (gates) {
            gate = gates.computeIfAbsent(many, none -> new Gate());
            gate.waiting++;
            full = gate.waiting < many ? Optional.empty() : Optional.of(gates.remove(many));
        }
        full.ifPresent(opening -> opening.open.complete(null));
        return gate.open;
    }
}
