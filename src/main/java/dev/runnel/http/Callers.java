package dev.runnel.http;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Who sends the current request, where the application authenticates anybody. Thread-safe. */
@Singleton
final class Callers {

    private final Instance<CurrentIdentityAssociation> identities;

    @Inject
    Callers(Instance<CurrentIdentityAssociation> identities) {
        this.identities = identities;
    }

    /**
     * The caller's name; empty for one whom nobody authenticated. It may come on any thread, and fail as authentication
     * does.
     */
    Uni<Optional<String>> name() {
        if (!identities.isResolvable()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return identities.get().getDeferredIdentity()
                .map(caller -> Optional.ofNullable(caller).filter(known -> !known.isAnonymous()).map(Callers::name));
    }

    private static String name(SecurityIdentity caller) {
        return caller.getPrincipal().getName();
    }
}
