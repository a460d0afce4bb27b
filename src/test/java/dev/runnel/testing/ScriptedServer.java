package dev.runnel.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * An HTTP/1.1 server on a plain loopback socket. Each request is answered by the next script, or by the standing one when no
 * further is queued; connections are kept alive as long as the scripts leave them open. It records every request, counts
 * the connections, and sees at once when the other side closes one.
 */
public final class ScriptedServer implements AutoCloseable {

    private static final long PATIENCE_S = 20;

    private final ServerSocket listening;
    private final String scheme;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "scripted-server");
        thread.setDaemon(true);
        return thread;
    });
    private final Queue<Script> next = new ArrayDeque<>();
    private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Conversation> conversations = new LinkedBlockingQueue<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private Script standing = Script.answer(500, "text/plain", "nothing is scripted");

    private ScriptedServer(String scheme, ServerSocketFactory sockets) throws IOException {
        this.scheme = scheme;
        this.listening = sockets.createServerSocket(0, 1024, InetAddress.getByName("127.0.0.1"));
        threads.execute(this::accept);
    }

    public static ScriptedServer start() throws IOException {
        return new ScriptedServer("http", ServerSocketFactory.getDefault());
    }

    public static ScriptedServer startTls(SSLContext tls) throws IOException {
        return new ScriptedServer("https", tls.getServerSocketFactory());
    }

    /** Answers every request that has no script of its own. */
    public synchronized ScriptedServer always(Script script) {
        standing = Objects.requireNonNull(script, "script");
        return this;
    }

    /** Queues scripts for the next requests, in their order of arrival. */
    public synchronized ScriptedServer then(Script... scripts) {
        next.addAll(List.of(scripts));
        return this;
    }

    /** As a base URL, with {@code localhost} where TLS wants a name. */
    public String url() {
        return scheme + "://" + ("https".equals(scheme) ? "localhost" : "127.0.0.1") + ":" + port() + "/v1";
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** All requests so far. */
    public List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    /** How many connections were accepted so far. */
    public int connections() {
        return connections.size();
    }

    /** The next request that came, waited for. Each is handed out once. */
    public Conversation conversation() throws InterruptedException {
        Conversation conversation = conversations.poll(PATIENCE_S, TimeUnit.SECONDS);
        if (conversation == null) {
            throw new IllegalStateException("no request came within " + PATIENCE_S + " s");
        }
        return conversation;
    }

    /** Stops listening and closes every connection. */
    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket connection : connections) {
            connection.close();
        }
        threads.shutdownNow();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                connections.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException closed) {
                // the loop's condition ends it
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            Inbox inbox = new Inbox(socket.getInputStream());
            threads.execute(inbox);
            Optional<RecordedRequest> request = inbox.request();
            while (request.isPresent()) {
                requests.add(request.get());
                Conversation conversation = new Conversation(request.get(), socket, inbox);
                Script script = script();
                conversations.add(conversation);
                script.play(conversation);
                request = socket.isClosed() ? Optional.empty() : inbox.request();
            }
        } catch (IOException theOtherSideLeft) {
            // what it did is in the inbox
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Script script() {
        Script script = next.poll();
        return script != null ? script : standing;
    }
}
