package dev.runnel.run;

import io.quarkus.arc.Unremovable;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;

/** Who calls, for one request context: what an application with Quarkus' security has. */
@RequestScoped
@Unremovable
class TestIdentityAssociation implements CurrentIdentityAssociation {

    private Uni<SecurityIdentity> caller = Uni.createFrom().item(new TestIdentity("nobody"));

    @Override
    public void setIdentity(SecurityIdentity identity) {
        caller = Uni.createFrom().item(identity);
    }

    @Override
    public void setIdentity(Uni<SecurityIdentity> identity) {
        caller = identity;
    }

    @Override
    public SecurityIdentity getIdentity() {
        return caller.await().indefinitely();
    }

    @Override
    public Uni<SecurityIdentity> getDeferredIdentity() {
        return caller;
    }
}
