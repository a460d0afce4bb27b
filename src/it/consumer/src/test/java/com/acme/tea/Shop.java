package com.acme.tea;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The shop in a process of its own, and a client of it. */
final class Shop implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://\\S+)");
    private static final Pattern FAILED = Pattern.compile("recover from previous Quarkus startup failure|BUILD FAILURE");
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);

    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<URI> listening = new CompletableFuture<>();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Thread atExit = new Thread(this::kill);
    private final Thread reader = new Thread(this::readLog, "log of the shop");
    private final Process process;

    private Shop(Process process) {
        this.process = process;
        Runtime.getRuntime().addShutdownHook(atExit);
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a command that serves the shop, and waits until it does.
     *
     * @param settings environment variables, {@code NAME=value}; the caller's own for Quarkus and Runnel are left out
     */
    static Shop open(Path directory, Duration longest, List<String> command, String... settings) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("(OPENAI|RUNNEL|QUARKUS)_.*"));
        Stream.of(settings).map(setting -> setting.split("=", 2)).forEach(s -> builder.environment().put(s[0], s[1]));
        Shop shop = new Shop(builder.start());
        try {
            shop.listening.get(longest.toSeconds(), TimeUnit.SECONDS);
            return shop;
        } catch (ExecutionException | TimeoutException e) {
            shop.close();
            throw new AssertionError(command + " does not listen; it says:\n" + String.join("\n", shop.log), e);
        }
    }

    /** Where it says that it listens. */
    URI address() {
        return listening.join();
    }

    HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    /** With more headers, each a name and a value. */
    HttpResponse<String> post(String path, String contentType, String body, String... headers) throws Exception {
        HttpRequest.Builder request = request(path).header("Content-Type", contentType);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Runs an agent; {@code agent} and {@code input} need no escapes in JSON. */
    Events run(String agent, String input) throws Exception {
        HttpResponse<String> answer = post("/runs", "application/json", body(agent, input));
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return Events.of(answer.body());
    }

    /** Begins to run an agent; closing the stream leaves the run. */
    InputStream startRun(String agent, String input) throws Exception {
        return client.send(request("/runs").header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body(agent, input))).build(),
                HttpResponse.BodyHandlers.ofInputStream()).body();
    }

    /** Sends the signal that asks it to stop. */
    void terminate() {
        process.toHandle().destroy(); // that of the process itself closes its output too
    }

    /** Waits until it has ended: all that it has written. */
    List<String> logToTheEnd() throws InterruptedException {
        reader.join(LONGEST_ANSWER.toMillis());
        if (reader.isAlive()) {
            throw new AssertionError("It does not end; it says:\n" + String.join("\n", log));
        }
        return List.copyOf(log);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address().resolve(path)).timeout(LONGEST_ANSWER);
    }

    private static String body(String agent, String input) {
        return "{\"agent\":\"" + agent + "\",\"input\":\"" + input + "\"}";
    }

    private void readLog() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.add(line);
                Matcher address = LISTENING.matcher(line);
                if (address.find()) {
                    listening.complete(URI.create(address.group(1)));
                } else if (FAILED.matcher(line).find()) {
                    listening.completeExceptionally(new IOException(line)); // in dev mode the process stays
                }
            }
        } catch (IOException e) {
            log.add(e.toString());
        }
        listening.completeExceptionally(new IOException("The process has ended"));
    }

    private void kill() {
        List<ProcessHandle> family = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        family.forEach(ProcessHandle::destroy);
        for (ProcessHandle each : family) {
            try {
                each.onExit().get(10, TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                each.destroyForcibly();
            }
        }
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
