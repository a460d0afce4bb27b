package dev.runnel.process;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * The main class of this repository's own application. An application that has Runnel as its dependency keeps its own, and
 * may take this one with {@code quarkus.package.main-class=runnel}: a {@code @QuarkusMain} without a name would be taken by
 * itself.
 */
@QuarkusMain(name = "runnel")
public final class Main {

    private static volatile boolean inCharge;

    Main() { // Quarkus makes a bean of every such class
    }

    /**
     * Serves until the process is told to stop, or says what the arguments ask for. Does not return: the exit status is 0
     * after {@code --help}, {@code --version} and a stop, 2 for arguments or settings that are wrong, and 1 for any other
     * failure of the start.
     */
    public static void main(String... arguments) {
        CommandLine.answer(arguments).ifPresentOrElse(Main::give, () -> {
            inCharge = true;
            leaveOut("quarkus.vertx.caching", "QUARKUS_VERTX_CACHING");
            leaveOut("quarkus.vertx.classpath-resolving", "QUARKUS_VERTX_CLASSPATH_RESOLVING");
            ClosedLoops.leaveOut();
            Quarkus.run(null, new FailedStart(), arguments);
        });
    }

    /** Whether this process was started here, and not by the main class of an application of somebody's own. */
    static boolean isInCharge() {
        return inCharge;
    }

    /**
     * Vert.x would make a folder for files of the class path, in each start and in a place that must be writable; nothing
     * here reads one. Whoever sets it nevertheless gets it.
     */
    private static void leaveOut(String setting, String variable) {
        if (System.getProperty(setting) == null && System.getenv(variable) == null) {
            System.setProperty(setting, "false");
        }
    }

    private static void give(CommandLine.Answer answer) {
        if (answer.exitStatus() == 0) {
            System.out.print(answer.text());
            System.out.flush();
        } else {
            System.err.print(answer.text());
        }
        System.exit(answer.exitStatus());
    }
}
