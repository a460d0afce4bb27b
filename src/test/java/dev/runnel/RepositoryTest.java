package dev.runnel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the repository say nothing about where they were written or built. */
class RepositoryTest {

    private static final TellTales TELL_TALES = new TellTales(
            List.of(System.getProperty("user.dir"), System.getProperty("user.home"), "/opt/" + "checkout"));

    @Test
    void noTrackedFileNamesARegistryOrABuildMachine() throws Exception {
        List<Path> files = trackedFiles();
        assertThat(files).contains(Path.of("pom.xml"), Path.of("mvnw"));

        List<String> found = new ArrayList<>();
        for (Path file : files) {
            if (Files.isRegularFile(file)) {
                TELL_TALES.in(Files.readString(file, ISO_8859_1)).forEach(name -> found.add(file + ": " + name));
            }
        }
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://repo1.mav%en.org/x", "repo.%maven.apache.org", "\"registry.npm%js.org\"",
            "index-url = pypi.%org/simple", "central.sona%type.com", "/%home/ada/code", "cd /%root/.m2", "/%Users/Ada/x",
            "C:%\\Users\\Ada", "see /%work/main/pom.xml", "-f /%tmp/wt/a", "/opt/check%out/pom.xml"})
    void aTellTaleIsFound(String text) {
        assertThat(TELL_TALES.in(text.replace("%", ""))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://archive.apache.org/dist/maven", "https://maven.apache.org.example",
            "http://maven.apache.org/SETTINGS", "org.apache.maven", "WORKDIR /work/", "COPY target/*-runner /work/application",
            "/home/jboss", "GET /runs", "$HOME/.m2", "https://example.org/home/ada", "/usr/lib/jvm", "/tmp/runnel.log"})
    void whatIsHarmlessIsNotFound(String text) {
        assertThat(TELL_TALES.in(text)).isEmpty();
    }

    private static List<Path> trackedFiles() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of(".git")), "a source archive has no list of tracked files");
        Process git = new ProcessBuilder("git", "-c", "safe.directory=*", "ls-files", "-z")
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String names = new String(git.getInputStream().readAllBytes(), UTF_8);
        assertThat(git.waitFor()).as("exit status of git ls-files").isZero();
        return Stream.of(names.split("\0")).map(Path::of).toList();
    }
}
