package dev.runnel.run;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Who called: carried from the caller's request context into the run's. Nobody where the application has no security. */
final class CallerIdentity {

    private final Optional<Uni<SecurityIdentity>> identity;

    private CallerIdentity(Optional<Uni<SecurityIdentity>> identity) {
        this.identity = identity;
    }

    static CallerIdentity capture() {
        ArcContainer container = Arc.container();
        if (container == null || !container.requestContext().isActive()) {
            return new CallerIdentity(Optional.empty());
        }
        return new CallerIdentity(association(container).map(CallerIdentity::ask));
    }

    /**
     * In the run's request context. One that is known already is given as such: tools on the event loop could not wait for
     * one that only may be. Where nothing authenticates, the caller may be null.
     */
    void restore() {
        identity.ifPresent(who -> {
            CurrentIdentityAssociation run = association(Arc.container()).orElseThrow();
            CompletableFuture<SecurityIdentity> answer = who.subscribeAsCompletionStage();
            if (answer.isDone() && !answer.isCompletedExceptionally() && answer.join() != null) {
                run.setIdentity(answer.join());
            } else {
                run.setIdentity(who);
            }
        });
    }

    /** Asks now, while the caller's request is there to authenticate by. A failure is for those who want to know. */
    private static Uni<SecurityIdentity> ask(CurrentIdentityAssociation caller) {
        Uni<SecurityIdentity> who = caller.getDeferredIdentity().memoize().indefinitely();
        who.subscribe().with(known -> { }, failure -> { });
        return who;
    }

    private static Optional<CurrentIdentityAssociation> association(ArcContainer container) {
        InstanceHandle<CurrentIdentityAssociation> handle = container.instance(CurrentIdentityAssociation.class);
        return handle.isAvailable() ? Optional.of(handle.get()) : Optional.empty();
    }
}
