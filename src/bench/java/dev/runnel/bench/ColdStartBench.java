package dev.runnel.bench;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * From the start of the processes to the first byte of the first event of a stream, where AWS Lambda would see it: at a
 * Runtime API on loopback, for which a run waits from the beginning. Each argument is one way: its name, {@code =}, the
 * adapter and {@code +}, unless there is none, and the application's command, with words separated by spaces. Without an
 * adapter the run is posted as soon as the application listens. The ways take turns, so that other work on the machine
 * strikes all alike.
 */
public final class ColdStartBench {

    private static final int STARTS = Integer.getInteger("starts", 20);
    private static final long LONGEST_START_S = 60;
    private static final String RUN = "{\"agent\":\"Assistant\",\"input\":\"hi\"}";
    private static final String EVENT = "{\"version\":\"2.0\",\"routeKey\":\"$default\",\"rawPath\":\"/runs\","
            + "\"rawQueryString\":\"\","
            + "\"headers\":{\"content-type\":\"application/json\",\"host\":\"abc.lambda-url.eu-central-1.on.aws\"},"
            + "\"requestContext\":{\"accountId\":\"anonymous\",\"apiId\":\"abc\",\"domainName\":\"abc\","
            + "\"domainPrefix\":\"abc\","
            + "\"http\":{\"method\":\"POST\",\"path\":\"/runs\",\"protocol\":\"HTTP/1.1\",\"sourceIp\":\"192.0.2.7\","
            + "\"userAgent\":\"bench\"},\"requestId\":\"1\",\"routeKey\":\"$default\",\"stage\":\"$default\","
            + "\"time\":\"01/Mar/2026:12:00:00 +0000\",\"timeEpoch\":1772366400000},"
            + "\"body\":\"" + RUN.replace("\"", "\\\"") + "\",\"isBase64Encoded\":false}";

    private ColdStartBench() {
    }

    /** In milliseconds since the start of the processes; the first means nothing without an adapter. */
    private record Start(double asked, double firstByte) {
    }

    private static final class Way {
        final String name;
        final List<List<String>> commands;
        final List<Start> starts = new ArrayList<>();

        Way(String argument) {
            name = argument.substring(0, argument.indexOf('='));
            commands = Arrays.stream(argument.substring(name.length() + 1).split("\\+"))
                    .map(command -> List.of(command.strip().split(" "))).toList();
        }

        double[] sorted(ToDoubleFunction<Start> figure) {
            double[] all = starts.stream().mapToDouble(figure).toArray();
            Arrays.sort(all);
            return all;
        }
    }

    public static void main(String[] arguments) throws Exception {
        List<Way> ways = Arrays.stream(arguments).map(Way::new).toList();
        for (int round = -1; round < STARTS; round++) { // one start each that does not count fills the page cache
            for (Way way : ways) {
                Start start = start(way.commands);
                if (round >= 0) {
                    way.starts.add(start);
                }
            }
        }
        System.out.printf(Locale.ROOT, "%d starts each, in ms from the start of the processes%n", STARTS);
        System.out.printf(Locale.ROOT, "  %-28s %24s %36s%n", "", "to the first GET /next",
                "to the first byte of the first event");
        System.out.printf(Locale.ROOT, "  %-28s %12s %11s %24s %11s%n", "", "median", "worst", "median", "worst");
        for (Way way : ways) {
            double[] asked = way.sorted(Start::asked);
            double[] first = way.sorted(Start::firstByte);
            System.out.printf(Locale.ROOT, "  %-28s %12s %11s %24.1f %11.1f%n", way.name,
                    way.commands.size() == 1 ? "-" : String.format(Locale.ROOT, "%.1f", asked[asked.length / 2]),
                    way.commands.size() == 1 ? "-" : String.format(Locale.ROOT, "%.1f", asked[asked.length - 1]),
                    first[first.length / 2], first[first.length - 1]);
        }
    }

    private static Start start(List<List<String>> commands) throws Exception {
        List<Process> processes = new ArrayList<>();
        int port = freePort();
        try (ServerSocket model = new ServerSocket(0, 50, InetAddress.getLoopbackAddress()); // it never answers
                ServerSocket api = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Long> asked = new CompletableFuture<>();
            CompletableFuture<Long> firstByte = new CompletableFuture<>();
            thread(() -> accept(api, asked, firstByte));
            long began = System.nanoTime();
            for (List<String> command : commands) {
                processes.add(process(command, port, api.getLocalPort(), model.getLocalPort()));
            }
            if (commands.size() == 1) {
                asked.complete(began);
                thread(() -> post(port, firstByte));
            }
            long first = firstByte.get(LONGEST_START_S, TimeUnit.SECONDS);
            return new Start((asked.join() - began) / 1e6, (first - began) / 1e6);
        } finally {
            for (Process process : processes) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static Process process(List<String> command, int port, int apiPort, int modelPort) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(new File("target/bench/cold-start.log")));
        builder.environment().keySet().removeIf(name -> name.matches("(OPENAI|RUNNEL|QUARKUS|AWS)_.*"));
        builder.environment().put("PORT", String.valueOf(port));
        builder.environment().put("OPENAI_BASE_URL", "http://127.0.0.1:" + modelPort + "/v1");
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + apiPort);
        builder.environment().put("AWS_LAMBDA_FUNCTION_NAME", "runnel");
        builder.environment().put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        builder.environment().put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024");
        builder.environment().put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/runnel");
        builder.environment().put("AWS_LAMBDA_LOG_STREAM_NAME", "0");
        builder.environment().put("AWS_LWA_INVOKE_MODE", "response_stream"); // as deploy/lambda/template.yaml has it
        builder.environment().put("AWS_LWA_READINESS_CHECK_PATH", "/q/health/ready");
        builder.environment().put("AWS_LWA_READINESS_CHECK_HEALTHY_STATUS", "200-399");
        return builder.start();
    }

    /** Asks until the application listens. */
    private static void post(int port, CompletableFuture<Long> firstByte) {
        while (!firstByte.isDone()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setTcpNoDelay(true);
                socket.getOutputStream().write(("POST /runs HTTP/1.1\r\nHost: localhost\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + RUN.length() + "\r\n\r\n" + RUN)
                        .getBytes(StandardCharsets.UTF_8));
                awaitEvent(socket.getInputStream(), firstByte);
            } catch (IOException notYet) {
                pause();
            }
        }
    }

    private static void accept(ServerSocket api, CompletableFuture<Long> asked, CompletableFuture<Long> firstByte) {
        while (!api.isClosed()) {
            try {
                Socket socket = api.accept();
                thread(() -> serve(socket, asked, firstByte));
            } catch (IOException closed) {
                // the loop's condition ends it
            }
        }
    }

    /** Hands out one invocation, and looks for the first event in what comes back. */
    private static void serve(Socket socket, CompletableFuture<Long> asked, CompletableFuture<Long> firstByte) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                if (head.startsWith("POST /2020-01-01/extension/register")) {
                    in.readNBytes(length(head));
                    answer(socket, "Lambda-Extension-Identifier: 1", "{}");
                } else if (head.startsWith("GET /2018-06-01/runtime/invocation/next") && asked.complete(System.nanoTime())) {
                    answer(socket, "Lambda-Runtime-Aws-Request-Id: 1\r\nLambda-Runtime-Invoked-Function-Arn: arn\r\n"
                            + "Lambda-Runtime-Deadline-Ms: " + (System.currentTimeMillis() + 900_000), EVENT);
                } else if (head.startsWith("POST /2018-06-01/runtime/invocation/1/response")) {
                    awaitEvent(in, firstByte);
                } // what else is asked for is never answered
            }
        } catch (IOException killed) {
            // the start is over
        }
    }

    private static void awaitEvent(InputStream in, CompletableFuture<Long> firstByte) throws IOException {
        StringBuilder end = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            end.append((char) b);
            if (end.length() >= 8 && end.substring(end.length() - 8).equals("id: run_")) {
                firstByte.complete(System.nanoTime());
                return;
            }
        }
        throw new IOException("There was no event: " + end);
    }

    private static void answer(Socket socket, String headers, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        socket.getOutputStream().write(("HTTP/1.1 200 OK\r\n" + headers + "\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + bytes.length + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
    }

    /** Empty at the end. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.append((char) b);
            if (b == '\n' && head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                return head.toString();
            }
        }
        return "";
    }

    private static int length(String head) {
        String text = head.toLowerCase(Locale.ROOT);
        int at = text.indexOf("content-length:");
        return at < 0 ? 0 : Integer.parseInt(text.substring(at + 15, text.indexOf('\r', at)).strip());
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(0, 200_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "cold-start");
        thread.setDaemon(true);
        thread.start();
    }
}
