package dev.runnel.deployed.knative;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.deployed.NeedsTool;
import dev.runnel.deployed.Program;
import dev.runnel.deployed.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests against Knative's own code, and Runnel's rules. */
class ManifestsIT {

    private static final String TESTS = "knative-check-tests";

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/dev", "overlays/prod"})
    @NeedsTool(Manifest.TOOL)
    void knativeAndRunnelAgreeToThem(String kustomization) throws Exception {
        run(Path.of(""), Manifest.TOOL, Path.of("deploy", "knative", kustomization).toString());
    }

    /** Else it may give up the rest of a request's body once the answer begins, and the answer with it. */
    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/dev", "overlays/prod", "check/overlays/single", "check/overlays/hasty"})
    @NeedsTool(Manifest.TOOL)
    void theQueueProxyIsToldThatAnAnswerMayBeginBeforeTheRequestEnds(String kustomization) throws Exception {
        assertThat(Manifest.of(kustomization).queueProxy()).containsEntry("ENABLE_HTTP_FULL_DUPLEX", "true");
    }

    /** The table of all that is made wrong is beside the check, in {@code check_test.go}. */
    @Test
    @NeedsTool(TESTS)
    void whatIsWrongInThemIsFound() throws Exception {
        run(Path.of("deploy", "knative", "check"), TESTS, "-test.v");
    }

    private static void run(Path directory, String tool, String argument) throws Exception {
        try (Program check = Program.start(Map.of(), directory.toAbsolutePath(),
                List.of(Tool.named(tool).toString(), argument))) {
            int status = check.exitStatus(Duration.ofMinutes(2));
            assertThat(status).as(String.join("\n", check.lines())).isZero();
        }
    }
}
