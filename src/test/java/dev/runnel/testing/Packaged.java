package dev.runnel.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged application in a process of its own. The system property {@code runnel.command} is the command that starts
 * it, in words without blanks: {@code -Drunnel.command=target/runnel} for the binary. Without it, the packaged jar.
 */
public final class Packaged implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://[^\\s\"]+)");

    private final Queue<String> out = new ConcurrentLinkedQueue<>();
    private final Queue<String> err = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<URI> listening = new CompletableFuture<>();
    private final List<Thread> readers;
    private final Process process;

    private Packaged(Process process) {
        this.process = process;
        this.readers = List.of(reader(process.getInputStream(), out), reader(process.getErrorStream(), err));
    }

    /** Starts it, and waits until it listens, on a free port unless the settings name one. */
    public static Packaged open(Map<String, String> settings) throws Exception {
        Packaged packaged = new Packaged(builder(settings).start());
        try {
            packaged.listening.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            return packaged;
        } catch (ExecutionException | TimeoutException e) {
            packaged.close();
            throw new AssertionError("It does not listen; it says:\n" + packaged.out + "\n" + packaged.err, e);
        }
    }

    /** Starts it, and waits until it ends. */
    public static Packaged ended(Map<String, String> settings, String... arguments) throws Exception {
        Packaged packaged = new Packaged(builder(settings, arguments).start());
        try {
            packaged.exitStatus(LONGEST);
            return packaged;
        } finally {
            packaged.close();
        }
    }

    /** Whether it needs no JVM. */
    public static boolean isBinary() {
        return command().size() == 1;
    }

    /** Where it says that it listens. */
    public URI address() {
        return listening.join();
    }

    /** Sends the signal that asks it to stop. */
    public void terminate() {
        process.toHandle().destroy(); // that of the process itself closes its output too
    }

    /** Waits for its end, and for all that it has written. */
    public int exitStatus(Duration longest) throws InterruptedException {
        if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("It runs for longer than " + longest + "; it says:\n" + out + "\n" + err);
        }
        for (Thread reader : readers) {
            reader.join(LONGEST.toMillis());
        }
        return process.exitValue();
    }

    /** What it has written to its standard output, by lines. */
    public List<String> out() {
        return List.copyOf(out);
    }

    /** What it has written to its standard error, by lines. */
    public List<String> err() {
        return List.copyOf(err);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private static ProcessBuilder builder(Map<String, String> settings, String... arguments) {
        List<String> command = new ArrayList<>(command());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.matches("(OPENAI|RUNNEL|QUARKUS)_.*|PORT"));
        builder.environment().put("PORT", "0");
        builder.environment().putAll(settings);
        return builder;
    }

    /** What starts it: the words of a command line. */
    public static List<String> command() {
        String command = System.getProperty("runnel.command", "");
        return command.isBlank()
                ? List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
                        Path.of("target", "quarkus-app", "quarkus-run.jar").toString())
                : List.of(command.strip().split("\\s+"));
    }

    private Thread reader(InputStream stream, Queue<String> lines) {
        Thread reader = new Thread(() -> {
            try (BufferedReader read = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = read.readLine(); line != null; line = read.readLine()) {
                    lines.add(line);
                    Matcher address = LISTENING.matcher(line);
                    if (address.find()) {
                        listening.complete(URI.create(address.group(1)));
                    }
                }
            } catch (IOException closed) {
                // the process was killed
            }
            listening.completeExceptionally(new IOException("The process has ended"));
        }, "output of the packaged application");
        reader.setDaemon(true);
        reader.start();
        return reader;
    }
}
