package dev.runnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the images are built on is named so that nobody can change it behind the repository's back. */
class DeployTest {

    @ParameterizedTest
    @ValueSource(strings = {"docker/Dockerfile.native", "docker/Dockerfile.jvm", "lambda/Dockerfile"})
    void baseImagesArePinnedByDigest(String file) throws IOException {
        assertThat(lines(Path.of("deploy", file), "FROM ")).isNotEmpty()
                .allMatch(image -> image.matches("[a-z0-9./-]+:[\\w.-]+@sha256:[0-9a-f]{64}( AS [a-z]+)?"));
    }

    @Test
    void agentCoreGetsTheSameBasesForArm64AndItsCallsEnabled() throws IOException {
        Path dockerfile = Path.of("deploy/agentcore/Dockerfile");
        List<String> bases = lines(Path.of("deploy/docker/Dockerfile.native"), "FROM ");
        assertThat(lines(dockerfile, "FROM ")).containsExactly(
                "--platform=$BUILDPLATFORM " + bases.get(0).replace(" AS libraries", " AS checked"),
                "--platform=linux/arm64 " + bases.get(0), "--platform=linux/arm64 " + bases.get(1));
        assertThat(Files.readString(dockerfile)).contains("QUARKUS_HTTP_HOST=0.0.0.0", "RUNNEL_AGENTCORE_ENABLED=true",
                "EXPOSE 8080");
    }

    @Test
    void actionsThatPublishArePinnedByCommit() throws IOException {
        assertThat(lines(Path.of(".github/workflows/publish.yml"), "uses: ")).isNotEmpty()
                .allMatch(action -> action.matches("[\\w-]+/[\\w-]+@[0-9a-f]{40} # v[0-9.]+"));
    }

    @Test
    void theImagesOfBothFormsArePublished() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("deploy/docker"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("Dockerfile")))
                    .containsExactlyInAnyOrder("Dockerfile.native", "Dockerfile.jvm");
        }
        assertThat(Files.readString(Path.of(".github/workflows/publish.yml"))).contains("for form in native jvm; do");
    }

    /** What follows a word at the beginning of a line, or after the dash of a list. */
    private static List<String> lines(Path file, String word) throws IOException {
        return Files.readAllLines(file).stream().map(line -> line.strip().replaceFirst("^- ", ""))
                .filter(line -> line.startsWith(word)).map(line -> line.substring(word.length())).toList();
    }
}
