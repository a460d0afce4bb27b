package com.acme.vault;

import dev.runnel.tool.FunctionTool;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** What would never end by itself, and has little time. */
public class DrillTools {

    private final CountDownLatch stopped = new CountDownLatch(1);

    @Timeout(100)
    @FunctionTool("Drills by hand.")
    String drill() throws InterruptedException {
        try {
            new CountDownLatch(1).await();
            return "through";
        } catch (InterruptedException e) {
            stopped.countDown();
            throw e;
        }
    }

    @Timeout(100)
    @FunctionTool("Lets a machine drill.")
    Uni<String> drillByMachine() {
        return Uni.createFrom().nothing();
    }

    /** Is counted down when who drills by hand is told to stop. */
    CountDownLatch stopped() {
        return stopped;
    }
}
