package dev.runnel.deployed.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.deployed.lambda.Invocation.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lambda's side of the Runtime API and of the Extensions API, played on a loopback socket: it hands out invocations, reads
 * the answers chunk by chunk as fast as Lambda would, and closes the connection at the deadline. What a client does that the
 * protocol does not allow is a violation; closing fails if there was any.
 */
final class RuntimeApi implements AutoCloseable {

    static final String MODE = "Lambda-Runtime-Function-Response-Mode";
    static final String ERROR_TYPE = "Lambda-Runtime-Function-Error-Type";
    static final String ERROR_BODY = "Lambda-Runtime-Function-Error-Body";
    static final String HTTP_RESPONSE = "application/vnd.awslambda.http-integration-response";
    static final String FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:runnel";

    private static final String INVOCATION = "/2018-06-01/runtime/invocation/";
    private static final int LARGEST_BUFFERED = 6 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServerSocket listening;
    private final int concurrency;
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final List<String> extensions = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Invocation> running = new ConcurrentHashMap<>();
    private final Map<String, ApiConnection> responding = new ConcurrentHashMap<>();
    private final AtomicInteger polls = new AtomicInteger();
    private final CompletableFuture<Long> ready = new CompletableFuture<>();
    private final CompletableFuture<String> initError = new CompletableFuture<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(RuntimeApi::daemon);

    private RuntimeApi(int concurrency) throws IOException {
        this.concurrency = concurrency;
        this.listening = new ServerSocket();
        listening.setReceiveBufferSize(64 * 1024); // so that what is not read is soon not sent
        listening.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 64);
        daemon(this::accept).start();
    }

    static RuntimeApi start() throws IOException {
        return start(1);
    }

    /** @param concurrency how many invocations a client may work on at the same time */
    static RuntimeApi start(int concurrency) throws IOException {
        return new RuntimeApi(concurrency);
    }

    /** As {@code AWS_LAMBDA_RUNTIME_API} has it. */
    String address() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    /** Calls the function as soon as it asks for the next invocation. */
    Invocation invoke(String event, Duration timeout) {
        return invoke(event, timeout, Pace.LAMBDA);
    }

    Invocation invoke(String event, Duration timeout, Pace pace) {
        Invocation invocation = new Invocation(event, timeout, pace, violations);
        waiting.add(invocation);
        return invocation;
    }

    /** When the first invocation was asked for, by {@link System#nanoTime()}: until then is the function's init. */
    CompletableFuture<Long> ready() {
        return ready;
    }

    /** What a client said instead of asking for its first invocation. */
    CompletableFuture<String> initError() {
        return initError;
    }

    /** The names of the extensions, as they registered. */
    List<String> extensions() {
        return List.copyOf(extensions);
    }

    /** How many invocations are asked for at this moment. */
    int polls() {
        return polls.get();
    }

    /** What was violated so far; it is forgotten then. */
    List<String> takeViolations() {
        List<String> taken = List.copyOf(violations);
        violations.removeAll(taken);
        return taken;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        clock.shutdownNow();
        for (Socket socket : sockets) {
            socket.close();
        }
        if (!violations.isEmpty()) {
            throw new AssertionError("The protocol was violated: " + violations);
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                sockets.add(socket);
                daemon(() -> serve(socket)).start();
            } catch (IOException closed) {
                // the loop's condition ends it
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            ApiConnection connection = new ApiConnection(socket);
            Optional<ApiRequest> request = connection.request();
            while (request.isPresent()) {
                answer(connection, request.get());
                request = connection.request();
            }
        } catch (IOException theOtherSideLeft) {
            // an invocation that it was answering has ended with that
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(ApiConnection connection, ApiRequest request) throws IOException, InterruptedException {
        String call = request.method() + " " + request.path();
        if (call.equals("GET " + INVOCATION + "next")) {
            next(connection);
        } else if (call.matches("POST " + INVOCATION + "[^/]+/(response|error)")) {
            String[] path = request.path().split("/");
            Invocation invocation = running.remove(path[4]);
            if (invocation == null) {
                connection.body(request);
                violations.add(call + ", of which there is none, or which was answered");
                refuse(connection, 400, "InvalidRequestID");
            } else if (path[5].equals("error")) {
                invocation.end(Outcome.REFUSED, Map.of(), error(connection, request));
            } else {
                respond(connection, request, invocation);
            }
        } else if (call.equals("POST /2018-06-01/runtime/init/error")) {
            initError.complete(error(connection, request));
        } else if (call.equals("POST /2020-01-01/extension/register")) {
            register(connection, request);
        } else if (call.equals("GET /2020-01-01/extension/event/next")) {
            if (request.header("Lambda-Extension-Identifier").isEmpty()) {
                violations.add("An extension asks for its next event without its identifier");
            }
            connection.request(); // nothing happens of which it wants to know, until it is closed
        } else {
            violations.add("There is no " + call);
            refuse(connection, 404, "NotFound");
        }
    }

    private void next(ApiConnection connection) throws IOException, InterruptedException {
        ready.complete(System.nanoTime());
        if (polls.incrementAndGet() + running.size() > concurrency) {
            violations.add("An invocation is asked for, though there are " + running.size() + " of " + concurrency);
        }
        try {
            while (connection.isOpen()) {
                Invocation invocation = waiting.poll(20, TimeUnit.MILLISECONDS);
                if (invocation != null) {
                    hand(connection, invocation);
                    return;
                }
            }
        } finally {
            polls.decrementAndGet();
        }
    }

    private void hand(ApiConnection connection, Invocation invocation) throws IOException {
        running.put(invocation.id(), invocation);
        clock.schedule(() -> timeOut(invocation), invocation.deadline().toEpochMilli() - System.currentTimeMillis(),
                TimeUnit.MILLISECONDS);
        connection.answer(200, List.of("Content-Type: application/json",
                "Lambda-Runtime-Aws-Request-Id: " + invocation.id(),
                "Lambda-Runtime-Deadline-Ms: " + invocation.deadline().toEpochMilli(),
                "Lambda-Runtime-Invoked-Function-Arn: " + FUNCTION,
                "Lambda-Runtime-Trace-Id: Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"),
                invocation.event().getBytes(StandardCharsets.UTF_8));
    }

    private void timeOut(Invocation invocation) {
        if (invocation.end(Outcome.TIMED_OUT, Map.of(), "Task timed out after " + invocation.timeout().toMillis() + " ms")) {
            running.remove(invocation.id());
            try {
                ApiConnection connection = responding.remove(invocation.id());
                if (connection != null) {
                    connection.close();
                }
            } catch (IOException e) {
                violations.add("A connection could not be closed: " + e);
            }
        }
    }

    private void respond(ApiConnection connection, ApiRequest request, Invocation invocation)
            throws IOException, InterruptedException {
        Optional<String> mode = request.header(MODE);
        if (mode.isEmpty()) {
            buffered(connection, request, invocation);
        } else if (mode.get().equals("streaming")) {
            responding.put(invocation.id(), connection);
            try {
                streamed(connection, request, invocation);
            } catch (IOException e) {
                invocation.end(Outcome.BROKEN_OFF, Map.of(), e.toString());
                throw e;
            } finally {
                responding.remove(invocation.id());
            }
        } else {
            violations.add("The response mode is " + mode.get());
            refuse(connection, 400, "InvalidResponseModeHeader");
        }
    }

    private void streamed(ApiConnection connection, ApiRequest request, Invocation invocation)
            throws IOException, InterruptedException {
        List<String> declared = request.listed("Trailer");
        boolean integration = request.header("Content-Type").filter(HTTP_RESPONSE::equals).isPresent();
        if (!request.isChunked()) {
            violations.add("A streamed response is not chunked");
        }
        if (!declared.containsAll(List.of(ERROR_TYPE.toLowerCase(Locale.ROOT), ERROR_BODY.toLowerCase(Locale.ROOT)))) {
            violations.add("The trailers of a streamed response are not declared: " + declared);
        }
        long[] taken = { 0 };
        long since = System.nanoTime();
        Map<String, String> trailers = new LinkedHashMap<>();
        for (Map.Entry<String, String> trailer : connection.chunks(chunk -> {
            invocation.take(chunk, integration);
            taken[0] += chunk.bytes().length;
            if (taken[0] > invocation.pace().largest()) {
                invocation.end(Outcome.TOO_LARGE, Map.of(), "Response payload size exceeded");
                refuse(connection, 413, "RequestEntityTooLarge");
                throw new IOException("The response is too large");
            }
            invocation.pace().await(taken[0], since);
        })) {
            if (!declared.contains(trailer.getKey().toLowerCase(Locale.ROOT))) {
                violations.add("The trailer " + trailer.getKey() + " was not declared");
            }
            trailers.put(trailer.getKey(), trailer.getValue());
        }
        if (!invocation.hasPrelude()) {
            violations.add("A streamed response has no prelude: the caller would hang");
        }
        invocation.end(trailers.isEmpty() ? Outcome.RESPONDED : Outcome.FAILED_IN_THE_MIDDLE, trailers, "");
        accepted(connection);
    }

    private void buffered(ApiConnection connection, ApiRequest request, Invocation invocation)
            throws IOException, InterruptedException {
        byte[] body = connection.body(request);
        if (body.length > LARGEST_BUFFERED) {
            invocation.end(Outcome.TOO_LARGE, Map.of(), "Response payload size exceeded");
            refuse(connection, 413, "RequestEntityTooLarge");
            return;
        }
        JsonNode json = JSON.readTree(body);
        String text = json.path("body").asText();
        invocation.take(json, json.path("isBase64Encoded").asBoolean() ? Base64.getDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8));
        invocation.end(Outcome.RESPONDED, Map.of(), "");
        accepted(connection);
    }

    private String error(ApiConnection connection, ApiRequest request) throws IOException, InterruptedException {
        String body = new String(connection.body(request), StandardCharsets.UTF_8);
        JsonNode json = JSON.readTree(body);
        if (!json.path("errorMessage").isTextual() || !json.path("errorType").isTextual()) {
            violations.add("An error has no errorMessage or no errorType: " + body);
        }
        accepted(connection);
        return body;
    }

    private void register(ApiConnection connection, ApiRequest request) throws IOException, InterruptedException {
        JsonNode body = JSON.readTree(connection.body(request));
        if (!body.path("events").isArray()) {
            violations.add("An extension registers without a list of events: " + body);
        }
        extensions.add(request.header("Lambda-Extension-Name").orElse(""));
        connection.answer(200, List.of("Content-Type: application/json",
                "Lambda-Extension-Identifier: " + UUID.randomUUID()),
                "{\"functionName\":\"runnel\",\"functionVersion\":\"$LATEST\",\"handler\":\"bootstrap\"}"
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static void accepted(ApiConnection connection) throws IOException {
        connection.answer(202, List.of("Content-Type: application/json"),
                "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static void refuse(ApiConnection connection, int status, String type) throws IOException {
        connection.answer(status, List.of("Content-Type: application/json"),
                ("{\"errorType\":\"" + type + "\",\"errorMessage\":\"refused\"}").getBytes(StandardCharsets.UTF_8));
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "runtime-api");
        thread.setDaemon(true);
        return thread;
    }
}
