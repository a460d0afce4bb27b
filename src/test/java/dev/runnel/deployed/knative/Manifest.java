package dev.runnel.deployed.knative;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.deployed.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The pod that Knative's controller makes of a kustomization, as {@code deploy/knative/check} tells it.
 *
 * @param application the variables of the application's container, but those that come from elsewhere in the cluster
 * @param queueProxy those of the queue-proxy
 */
record Manifest(Map<String, String> application, Map<String, String> queueProxy) {

    static final String TOOL = "knative-check";

    private static final Path PLACE = Path.of("deploy", "knative");

    Manifest {
        application = Map.copyOf(application);
        queueProxy = Map.copyOf(queueProxy);
    }

    /** @param kustomization its directory below {@code deploy/knative} */
    static Manifest of(String kustomization) throws IOException, InterruptedException {
        List<String> command = List.of(Tool.named(TOOL).toString(), "pod", PLACE.resolve(kustomization).toString());
        Process check = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String json = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as("exit status of the check of %s", kustomization).isZero();
        JsonNode containers = new ObjectMapper().readTree(json).path("spec").path("containers");
        return new Manifest(environment(containers, "runnel"), environment(containers, "queue-proxy"));
    }

    /** The same with another value of one of the application's variables. */
    Manifest with(String variable, String value) {
        Map<String, String> changed = new HashMap<>(application);
        changed.put(variable, value);
        return new Manifest(changed, queueProxy);
    }

    private static Map<String, String> environment(JsonNode containers, String name) {
        Map<String, String> environment = new HashMap<>();
        for (JsonNode container : containers) {
            if (container.path("name").asText().equals(name)) {
                container.path("env").forEach(variable -> {
                    if (!variable.has("valueFrom")) {
                        environment.put(variable.path("name").asText(), variable.path("value").asText());
                    }
                });
            }
        }
        assertThat(environment).as("variables of the container %s", name).isNotEmpty();
        return environment;
    }
}
