package dev.runnel.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A process that stands in front of the application, or drives one that does. It sees only the environment given to it. */
public final class Program implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Process process;
    private final Thread reader;

    private Program(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts it in the working directory of the tests. {@code PATH} and {@code HOME} are those of the tests. */
    public static Program start(Map<String, String> environment, List<String> command) throws IOException {
        return start(environment, Path.of("").toAbsolutePath(), command);
    }

    public static Program start(Map<String, String> environment, Path directory, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().keySet().retainAll(List.of("PATH", "HOME"));
        builder.environment().putAll(environment);
        return new Program(builder.start());
    }

    /** What it has written so far to its standard output and error, by lines. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** Waits for a line that contains the text. */
    public String line(String text) {
        Awaitility.await().atMost(LONGEST).pollInterval(Duration.ofMillis(5)).untilAsserted(
                () -> assertThat(lines).anyMatch(line -> line.contains(text)));
        return lines.stream().filter(line -> line.contains(text)).findFirst().orElseThrow();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends a signal by its name: {@code TERM}, {@code STOP}, {@code CONT}, {@code KILL}. */
    public void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).inheritIO().start();
        if (kill.waitFor() != 0) {
            throw new IOException("No signal " + name + " could be sent to process " + process.pid());
        }
    }

    /** Whether it ends in this time. */
    public boolean ends(Duration longest) throws InterruptedException {
        return process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits for its end, and for all that it has written: 128 and the signal's number where one ended it. */
    public int exitStatus(Duration longest) throws InterruptedException {
        if (!ends(longest)) {
            throw new AssertionError("It runs for longer than " + longest + "; it says:\n" + String.join("\n", lines));
        }
        reader.join(LONGEST.toMillis());
        return process.exitValue();
    }

    /** Kills it, and what it has started. */
    @Override
    public void close() throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly().waitFor();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private void read() {
        try (InputStreamReader in = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8);
                BufferedReader read = new BufferedReader(in)) {
            for (String line = read.readLine(); line != null; line = read.readLine()) {
                lines.add(line);
            }
        } catch (IOException killed) {
            // what it wrote before is there
        }
    }
}
