package dev.runnel.deployed.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.deployed.NeedsTool;
import dev.runnel.deployed.Program;
import dev.runnel.deployed.Tool;
import dev.runnel.deployed.lambda.Invocation.Outcome;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The zip is what Lambda starts. */
@NeedsTool({"binary", "lambda-adapter"})
@Timeout(180)
class PackageIT {

    private static final Path ZIP = Path.of("target", "lambda", "runnel.zip");

    @TempDir
    Path task;

    @Test
    void theZipHoldsTheBootstrapThatLambdaStartsAndItStreams() throws Exception {
        packaged();
        byte[] first = Files.readAllBytes(ZIP);
        try (FileSystem zip = FileSystems.newFileSystem(ZIP, Map.of("enablePosixFileAttributes", true));
                Stream<Path> entries = Files.list(zip.getPath("/"))) {
            assertThat(entries).extracting(Path::toString).containsExactly("/bootstrap");
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(zip.getPath("/bootstrap"));
            assertThat(rights).contains(PosixFilePermission.OTHERS_EXECUTE, PosixFilePermission.OTHERS_READ);
            Files.setPosixFilePermissions(Files.copy(zip.getPath("/bootstrap"), task.resolve("bootstrap")), rights);
        }
        try (RuntimeApi api = RuntimeApi.start();
                Sandbox sandbox = Sandbox.of(List.of(task.resolve("bootstrap").toString()), api.address(),
                        Model.embedded())) {
            Invocation run = api.invoke(Event.run("Joker"), Duration.ofSeconds(60));
            assertThat(run.end().outcome()).isEqualTo(Outcome.RESPONDED);
            assertThat(run.text()).contains("\"status\":\"completed\"");
            assertThat(sandbox.application().isAlive()).isTrue();
        }
        packaged();
        assertThat(Files.readAllBytes(ZIP)).as("the same binary makes the same zip").isEqualTo(first);
    }

    private static void packaged() throws Exception {
        assertThat(Tool.named("binary")).isExecutable();
        // the machine of the tests may have a newer glibc than Lambda, which the script refuses otherwise
        try (Program script = Program.start(Map.of(), List.of("deploy/lambda/package.sh", "--any-glibc"))) {
            assertThat(script.exitStatus(Duration.ofMinutes(2))).as(script.lines().toString()).isZero();
            assertThat(script.lines()).last().asString().contains("target/lambda/runnel.zip is made, for Architecture=");
        }
    }
}
