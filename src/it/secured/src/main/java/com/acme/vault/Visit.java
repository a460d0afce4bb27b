package com.acme.vault;

import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;

/** One request context. */
@RequestScoped
public class Visit {

    private final String id = UUID.randomUUID().toString();

    String id() {
        return id;
    }
}
