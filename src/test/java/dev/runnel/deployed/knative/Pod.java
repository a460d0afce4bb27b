package dev.runnel.deployed.knative;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.deployed.Program;
import dev.runnel.deployed.Tool;
import dev.runnel.testing.Packaged;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The packaged application and a real queue-proxy in front of it, as they share a pod: with the variables that the
 * {@link Manifest} gives them. Only the ports that they meet at are others, so that no test needs a certain one.
 */
final class Pod implements AutoCloseable {

    static final String TOOL = "queue-proxy";

    private final MachinePorts ports;
    private final int userPort;
    private final URI entrance;
    private final Program queueProxy;
    private final Manifest manifest;
    private Packaged application;

    private Pod(Manifest manifest) throws Exception {
        this.manifest = manifest;
        this.ports = MachinePorts.take();
        this.userPort = freePort();
        this.entrance = URI.create("http://127.0.0.1:" + freePort());
        this.queueProxy = Program.start(queueProxyVariables(), List.of(Tool.named(TOOL).toString()));
        try {
            queueProxy.line("Starting queue-proxy");
        } catch (AssertionError failed) {
            close();
            throw new AssertionError("The queue-proxy does not start: " + queueProxy.lines(), failed);
        }
    }

    /** Starts both, and waits until requests are taken. */
    static Pod open(Manifest manifest, String modelUrl) throws Exception {
        Pod pod = withoutApplication(manifest);
        try {
            pod.startApplication(modelUrl);
            assertThat(Client.probe(pod.entrance())).isEqualTo(200);
            return pod;
        } catch (Exception | AssertionError failed) {
            pod.close();
            throw failed;
        }
    }

    /** Starts the queue-proxy only. */
    static Pod withoutApplication(Manifest manifest) throws Exception {
        return new Pod(manifest);
    }

    void startApplication(String modelUrl) throws Exception {
        Map<String, String> variables = new HashMap<>(manifest.application());
        variables.remove("RUNNEL_MODEL");
        variables.put("OPENAI_BASE_URL", modelUrl);
        variables.put("PORT", String.valueOf(userPort));
        application = Packaged.open(variables);
    }

    /** Where requests come in: the queue-proxy's port. */
    URI entrance() {
        return entrance;
    }

    /** Past the queue-proxy. */
    URI applicationItself() {
        return URI.create("http://127.0.0.1:" + userPort);
    }

    /** Where the kubelet asks when the application may be told to stop. */
    URI drain() {
        return URI.create("http://127.0.0.1:" + MachinePorts.ADMIN + "/wait-for-drain");
    }

    Program queueProxy() {
        return queueProxy;
    }

    Packaged application() {
        return application;
    }

    @Override
    public void close() throws Exception {
        try (ports) {
            if (queueProxy != null) {
                queueProxy.close();
            }
            if (application != null) {
                application.close();
            }
        }
    }

    private Map<String, String> queueProxyVariables() {
        Map<String, String> variables = new HashMap<>(manifest.queueProxy());
        String probe = variables.get("SERVING_READINESS_PROBE");
        String port = "\"port\":" + variables.get("USER_PORT");
        assertThat(probe).contains(port);
        variables.put("SERVING_READINESS_PROBE", probe.replace(port, "\"port\":" + userPort));
        variables.put("USER_PORT", String.valueOf(userPort));
        variables.put("QUEUE_SERVING_PORT", String.valueOf(entrance.getPort()));
        variables.put("SERVING_POD", "runnel-pod"); // these two come from the cluster
        variables.put("SERVING_POD_IP", "127.0.0.1");
        return variables;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return free.getLocalPort();
        }
    }
}
