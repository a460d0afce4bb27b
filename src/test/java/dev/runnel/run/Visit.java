package dev.runnel.run;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** One request context, by an id of its own; tells when it is gone. */
@RequestScoped
class Visit {

    static final Set<String> GONE = ConcurrentHashMap.newKeySet();

    private final String id = UUID.randomUUID().toString();

    String id() {
        return id;
    }

    @PreDestroy
    void gone() {
        GONE.add(id);
    }
}
