package com.acme.vault;

import dev.runnel.tool.FunctionTool;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** What is only for admins, whatever it returns. */
public class VaultTools {

    static final String GOLD = "12 bars of gold";

    private final AtomicInteger opened = new AtomicInteger();

    @RolesAllowed("admin")
    @FunctionTool("Opens the vault.")
    String openVault() {
        opened.incrementAndGet();
        return GOLD;
    }

    @RolesAllowed("admin")
    @FunctionTool("Opens the vault, on the event loop.")
    Uni<String> openVaultByUni() {
        opened.incrementAndGet();
        return Uni.createFrom().item(GOLD);
    }

    @RolesAllowed("admin")
    @FunctionTool("Opens the vault, on the event loop.")
    CompletionStage<String> openVaultByStage() {
        opened.incrementAndGet();
        return CompletableFuture.completedFuture(GOLD);
    }

    /** How often it was opened. */
    int opened() {
        return opened.get();
    }
}
