package dev.runnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is deployed is named so that nobody can change it behind the repository's back, and is what was tested. */
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

    /** Which the tests of the adapter run the application with. */
    @Test
    void lambdasImageHasTheAdapterAndTheTemplatesSettingsForIt() throws IOException {
        Path dockerfile = Path.of("deploy/lambda/Dockerfile");
        List<String> settings = lines(Path.of("deploy/lambda/template.yaml"), "").stream()
                .filter(line -> line.matches("(PORT|AWS_LWA_\\w+): .*"))
                .map(line -> line.replaceFirst(" *#.*", "").replace("'", "").replace(": ", "=")).toList();
        assertThat(settings).hasSize(4).contains("PORT=8080");
        assertThat(lines(dockerfile, "").stream().map(line -> line.replaceFirst("^ENV ", "").replaceFirst(" \\\\$", "")))
                .containsAll(settings);
        assertThat(lines(dockerfile, "COPY ")).contains("--from=adapter /lambda-adapter /opt/extensions/lambda-adapter");
        assertThat(lines(dockerfile, "FROM ")).containsAll(lines(Path.of("deploy/docker/Dockerfile.native"), "FROM "));
    }

    /** {@code deploy/README.md} tells with which versions of the programs in front of it the application was tested. */
    @ParameterizedTest
    @CsvSource({
            "lambda/check/run, 'provide lambda-adapter ([\\w.-]+) ', (crate `lambda_web_adapter` %s)",
            "lambda/check/run, 'provide aws-lambda-ric ([\\w.-]+) ', `aws-lambda-ric` %s",
            "lambda/check/run, 'provide aws-lambda-java-ric ([\\w.-]+) ', `aws-lambda-java-runtime-interface-client` %s",
            "lambda/check/run, 'provide cargo-lambda ([\\w.-]+) ', (`cargo-lambda` %s)",
            "lambda/check/run, 'provide cfn-lint ([\\w.-]+) ', `cfn-lint` %s",
            "lambda/template.yaml, ':LambdaAdapterLayer\\$\\{Kind}:(\\d+)', '(version %s, the adapter''s'",
            "knative/check/go.mod, 'knative.dev/serving v(\\S+)', Knative Serving %s",
            "knative/check/go.mod, 'sigs.k8s.io/kustomize/api v(\\S+)', kustomize %s"})
    void theVersionsThatAreTestedAreThoseThatAreTold(String file, String place, String told) throws IOException {
        Matcher version = Pattern.compile(place).matcher(Files.readString(Path.of("deploy", file)));
        assertThat(version.find()).as("%s in %s", place, file).isTrue();
        assertThat(Files.readString(Path.of("deploy/README.md")).replaceAll("\\s+", " "))
                .contains(told.formatted(version.group(1)));
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
