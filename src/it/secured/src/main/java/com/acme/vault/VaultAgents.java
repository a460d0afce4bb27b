package com.acme.vault;

import dev.runnel.agent.Agent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Who works at the vault. */
class VaultAgents {

    @Produces
    @Singleton
    @Named("guard")
    Agent guard() {
        return Agent.named("Guard")
                .instructions("Call `open_vault`, `open_vault_by_uni` and `open_vault_by_stage`.")
                .tools(VaultTools.class)
                .build();
    }

    @Produces
    @Singleton
    @Named("robber")
    Agent robber() {
        return Agent.named("Robber").instructions("Call `drill` and `drill_by_machine`.").tools(DrillTools.class).build();
    }

    @Produces
    @Singleton
    @Named("witness")
    Agent witness() {
        return Agent.named("Witness")
                .instructions("Call `witness` and `witness_by_uni`.")
                .tools(WitnessTools.class)
                .build();
    }
}
