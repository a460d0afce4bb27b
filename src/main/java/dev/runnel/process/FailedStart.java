package dev.runnel.process;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.ApplicationLifecycleManager;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/**
 * Ends the process after the application: with one line for each setting that kept it from starting, and an exit status that
 * tells why. Quarkus calls it with its own status and what was thrown, which is null after an ordinary end.
 */
final class FailedStart implements BiConsumer<Integer, Throwable> {

    @Override
    public void accept(Integer status, Throwable thrown) {
        int exit = status;
        if (thrown != null) {
            Optional<StartFault> fault = StartFault.of(thrown, System.getenv());
            fault.map(StartFault::lines).orElse(List.of()).forEach(System.err::println);
            if (fault.isEmpty()) {
                Logger.getLogger(Application.class).error("Failed to start application", thrown);
            }
            exit = fault.map(StartFault::exitStatus).orElse(status);
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(exit, thrown); // in dev mode it does not exit
    }
}
