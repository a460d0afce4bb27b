package dev.runnel.deployed.lambda;

import dev.runnel.deployed.Program;
import dev.runnel.deployed.Tool;
import dev.runnel.testing.Packaged;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * An execution environment: the adapter as its extension, and the packaged application, started at the same time in the
 * environment that Lambda and deploy/lambda/template.yaml give them.
 */
final class Sandbox implements AutoCloseable {

    /** That of the runtime's process, where an extension has registered: 30 % of 2 s. */
    private static final Duration TIME_TO_STOP = Duration.ofMillis(600);

    private final Program adapter;
    private final Program application;
    private final long startNanos;

    private Sandbox(Program adapter, Program application, long startNanos) {
        this.adapter = adapter;
        this.application = application;
        this.startNanos = startNanos;
    }

    /** With the packaged application. The settings come last, and the port is any free one. */
    static Sandbox start(RuntimeApi api, Map<String, String> settings) throws Exception {
        return start(api.address(), settings);
    }

    /** @param address of a Runtime API */
    static Sandbox start(String address, Map<String, String> settings) throws Exception {
        return of(Packaged.command(), address, settings);
    }

    /** With an application that this command starts. */
    static Sandbox of(List<String> command, String address, Map<String, String> settings) throws Exception {
        Map<String, String> environment = environment(address, settings);
        long now = System.nanoTime();
        Program adapter = Program.start(environment, List.of(Tool.named("lambda-adapter").toString()));
        return new Sandbox(adapter, Program.start(environment, command), now);
    }

    /** The adapter alone, before a server that listens on this port. */
    static Sandbox adapterBefore(RuntimeApi api, int port) throws Exception {
        long now = System.nanoTime();
        Program adapter = Program.start(environment(api.address(), Map.of("PORT", String.valueOf(port))),
                List.of(Tool.named("lambda-adapter").toString()));
        return new Sandbox(adapter, adapter, now);
    }

    /** What Lambda itself sets, then the template, then the settings. */
    static Map<String, String> environment(String address, Map<String, String> settings) throws IOException {
        Map<String, String> environment = new TreeMap<>(Map.of("AWS_LAMBDA_RUNTIME_API", address,
                "AWS_LAMBDA_FUNCTION_NAME", "runnel", "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024", "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand",
                "AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/runnel", "AWS_LAMBDA_LOG_STREAM_NAME", "2026/03/01/[$LATEST]0",
                "AWS_REGION", "eu-central-1", "_HANDLER", "bootstrap", "TZ", ":UTC"));
        environment.putAll(Template.environment());
        environment.put("PORT", String.valueOf(freePort()));
        environment.putAll(settings);
        return environment;
    }

    Program adapter() {
        return adapter;
    }

    Program application() {
        return application;
    }

    /** When both processes were started, by {@link System#nanoTime()}. */
    long startNanos() {
        return startNanos;
    }

    /** What the application has in memory, in bytes. */
    long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(application.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024).findFirst().orElseThrow();
    }

    /** Stops the clocks of both, as Lambda does between two invocations. */
    void freeze() throws Exception {
        adapter.signal("STOP");
        application.signal("STOP");
    }

    void thaw() throws Exception {
        application.signal("CONT");
        adapter.signal("CONT");
    }

    /**
     * Ends both as Lambda does: the application gets SIGTERM and 600 ms, the adapter, which wants to know of no event,
     * nothing.
     *
     * @return the application's exit status; 137 where it had to be killed
     */
    int shutDown() throws Exception {
        application.signal("TERM");
        if (!application.ends(TIME_TO_STOP)) {
            application.signal("KILL");
        }
        adapter.signal("KILL");
        return application.exitStatus(Duration.ofSeconds(5));
    }

    /** Waits until the first invocation is asked for, and returns how long that took since the start. */
    Duration awaitReady(RuntimeApi api) throws Exception {
        return Duration.ofNanos(api.ready().get(60, TimeUnit.SECONDS) - startNanos);
    }

    @Override
    public void close() throws InterruptedException {
        adapter.close();
        application.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return free.getLocalPort();
        }
    }
}
