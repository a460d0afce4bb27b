package com.acme.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code @RolesAllowed} on tools. */
@QuarkusTest
class RolesTest {

    private static final String REFUSED = "An error occurred while running the tool. Please try again. Error: ";

    @TestHTTPResource("/runs")
    URI runs;

    @Inject
    VaultTools vault;

    @Test
    void whoHasTheRoleIsLetIn() {
        Visitor.Told told = new Visitor(runs, Optional.of("ann")).run("Guard", "Open it");

        assertThat(told.words()).containsExactly(VaultTools.GOLD, VaultTools.GOLD, VaultTools.GOLD);
        assertThat(told.status()).isEqualTo("completed");
    }

    @Test
    void whoHasNotIsNotAndTheModelIsToldSo() {
        refuses(new Visitor(runs, Optional.of("bob")), "ForbiddenException");
    }

    @Test
    void whoIsUnknownIsNotEither() {
        refuses(new Visitor(runs, Optional.empty()), "UnauthorizedException");
    }

    private void refuses(Visitor visitor, String reason) {
        int opened = vault.opened();

        Visitor.Told told = visitor.run("Guard", "Open it");

        assertThat(told.words()).hasSize(3).containsOnly(REFUSED + reason);
        assertThat(told.status()).as("the run goes on").isEqualTo("completed");
        assertThat(told.text()).doesNotContain(VaultTools.GOLD, "io.quarkus", "com.acme", "admin");
        assertThat(vault.opened()).isEqualTo(opened);
    }
}
