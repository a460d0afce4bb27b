package dev.runnel.deployed.knative;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The ports that every queue-proxy of a machine wants for itself, whatever it is told. Tests of several processes take them
 * one after the other.
 */
final class MachinePorts implements AutoCloseable {

    static final int ADMIN = 8022;
    private static final int STATISTICS = 9090;

    private final FileChannel file;
    private final FileLock lock;

    private MachinePorts(FileChannel file, FileLock lock) {
        this.file = file;
        this.lock = lock;
    }

    /** @throws IOException if somebody else has one of them, a Prometheus perhaps */
    static MachinePorts take() throws IOException {
        FileChannel file = FileChannel.open(Path.of(System.getProperty("java.io.tmpdir"), "runnel-queue-proxy.lock"),
                StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        MachinePorts ports = new MachinePorts(file, file.lock());
        for (int port : new int[] { ADMIN, STATISTICS }) {
            try {
                new ServerSocket(port).close();
            } catch (IOException taken) {
                ports.close();
                throw new IOException("Port " + port + " is in use, and the queue-proxy takes no other", taken);
            }
        }
        return ports;
    }

    @Override
    public void close() throws IOException {
        try (file) {
            lock.release();
        }
    }
}
