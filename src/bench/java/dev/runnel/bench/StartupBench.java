package dev.runnel.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * From the start of the process to the end of the first complete {@code POST /runs} against a model server on loopback, the
 * memory in use then, and the CPU time that one delta of a long answer costs later, for each way to run the application.
 * Each argument is one way: its name, {@code =}, and its command, with words separated by spaces. The ways take turns, so
 * that other work on the machine strikes all alike.
 */
public final class StartupBench {

    private static final int STARTS = Integer.getInteger("starts", 20);
    private static final long LONGEST_START_S = 60;
    private static final int DELTAS = 20;
    private static final int MANY_DELTAS = 100_000;
    private static final int ROUNDS = 6;
    private static final long NANOS_PER_TICK = 10_000_000; // of /proc: USER_HZ is 100 on every Linux of today

    private StartupBench() {
    }

    private record Start(double millis, double megabytes) {
    }

    private static final class Way {
        final String name;
        final List<String> command;
        final List<Start> starts = new ArrayList<>();
        double microsPerDelta;

        Way(String argument) {
            name = argument.substring(0, argument.indexOf('='));
            command = List.of(argument.substring(name.length() + 1).split(" "));
        }

        double[] sorted(ToDoubleFunction<Start> figure) {
            double[] all = starts.stream().mapToDouble(figure).toArray();
            Arrays.sort(all);
            return all;
        }
    }

    public static void main(String[] arguments) throws Exception {
        List<Way> ways = Arrays.stream(arguments).map(Way::new).toList();
        try (ServerSocket model = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> serve(model), "model");
            server.setDaemon(true);
            server.start();
            for (int round = -1; round < STARTS; round++) { // one start each that does not count fills the page cache
                for (Way way : ways) {
                    Start start = start(way.command, model.getLocalPort());
                    if (round >= 0) {
                        way.starts.add(start);
                    }
                }
            }
            for (Way way : ways) {
                way.microsPerDelta = microsPerDelta(way.command, model.getLocalPort());
            }
        }
        System.out.printf(Locale.ROOT, "%d starts each, to the end of the first POST /runs%n", STARTS);
        System.out.printf(Locale.ROOT, "  %-28s %12s %12s %16s %20s%n", "", "median ms", "worst ms", "median RSS MiB",
                "CPU \u00b5s per delta");
        for (Way way : ways) {
            double[] millis = way.sorted(Start::millis);
            double[] memory = way.sorted(Start::megabytes);
            System.out.printf(Locale.ROOT, "  %-28s %12.1f %12.1f %16.1f %20.2f%n", way.name, millis[millis.length / 2],
                    millis[millis.length - 1], memory[memory.length / 2], way.microsPerDelta);
        }
    }

    private static Start start(List<String> command, int modelPort) throws Exception {
        int port = freePort();
        long began = System.nanoTime();
        Process process = process(command, port, modelPort);
        try {
            run(process, port, "few", began);
            return new Start((System.nanoTime() - began) / 1e6, residentMegabytes(process.pid()));
        } finally {
            end(process);
        }
    }

    /** The best round: other work on the machine only ever makes a round slower. */
    private static double microsPerDelta(List<String> command, int modelPort) throws Exception {
        int port = freePort();
        Process process = process(command, port, modelPort);
        double best = Double.MAX_VALUE;
        try {
            for (int round = 0; round < ROUNDS; round++) { // the first rounds are the warm-up
                long before = ticks(process.pid());
                run(process, port, "many", System.nanoTime());
                best = Math.min(best, (double) (ticks(process.pid()) - before) * NANOS_PER_TICK / 1000 / MANY_DELTAS);
            }
        } finally {
            end(process);
        }
        return best;
    }

    private static Process process(List<String> command, int port, int modelPort) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(new File("target/bench/startup.log")));
        builder.environment().keySet().removeIf(name -> name.matches("(OPENAI|RUNNEL|QUARKUS)_.*"));
        builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
        builder.environment().put("OPENAI_BASE_URL", "http://127.0.0.1:" + modelPort + "/v1");
        builder.environment().put("OPENAI_API_KEY", "none");
        return builder.start();
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    /** Asks until the application listens, and reads the whole answer. */
    private static void run(Process process, int port, String input, long began) throws Exception {
        String body = "{\"agent\":\"Assistant\",\"input\":\"" + input + "\"}";
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setTcpNoDelay(true);
                socket.getOutputStream().write(("POST /runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.UTF_8));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                if (!answer.contains("\"status\":\"completed\"")) {
                    throw new IllegalStateException("The run did not complete: " + answer);
                }
                return;
            } catch (IOException notYet) {
                boolean late = System.nanoTime() - began > TimeUnit.SECONDS.toNanos(LONGEST_START_S);
                if (late || !process.isAlive()) {
                    throw new IllegalStateException("The application does not listen; see target/bench/startup.log", notYet);
                }
                Thread.sleep(0, 200_000);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** What /proc says is in memory of a process; 0 where there is no /proc. */
    private static double residentMegabytes(long pid) throws IOException {
        Path status = Path.of("/proc", String.valueOf(pid), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream().filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024).findFirst().orElse(0);
    }

    /** User and system time of a process, from /proc/pid/stat: see proc_pid_stat(5). */
    private static long ticks(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private static void serve(ServerSocket model) {
        byte[] few = answer(DELTAS).getBytes(StandardCharsets.UTF_8);
        byte[] many = answer(MANY_DELTAS).getBytes(StandardCharsets.UTF_8);
        while (!model.isClosed()) {
            try (Socket socket = model.accept()) {
                socket.setTcpNoDelay(true);
                String request = request(socket.getInputStream());
                OutputStream out = socket.getOutputStream();
                out.write(request.contains("many") ? many : few);
                out.flush();
            } catch (IOException closed) {
                // the loop's condition ends it
            }
        }
    }

    /** The body, whose length the client says. */
    private static String request(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("The request has no end");
            }
            head.append((char) b);
        }
        String text = head.toString().toLowerCase(Locale.ROOT);
        int at = text.indexOf("content-length:");
        if (at < 0) {
            throw new IOException("The request does not say its length");
        }
        int length = Integer.parseInt(text.substring(at + 15, text.indexOf('\r', at)).strip());
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String answer(int deltas) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < deltas; i++) {
            body.append("data: {\"type\":\"response.output_text.delta\",\"item_id\":\"msg_1\",\"output_index\":0,")
                    .append("\"content_index\":0,\"delta\":\"word \"}\n\n");
        }
        String item = "{\"id\":\"msg_1\",\"type\":\"message\",\"status\":\"completed\",\"role\":\"assistant\",\"content\":"
                + "[{\"type\":\"output_text\",\"text\":\"words\",\"annotations\":[]}]}";
        body.append("data: {\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":").append(item).append("}\n\n");
        body.append("data: {\"type\":\"response.completed\",\"response\":{\"id\":\"resp_1\",\"output\":[").append(item)
                .append("]}}\n\n");
        return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }
}
