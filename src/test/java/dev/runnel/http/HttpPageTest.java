package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runnel.session.SessionStore;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the pages of HTTP and of sessions as they stand there, each where its interpreter is there. */
@QuarkusTest
class HttpPageTest {

    @TestHTTPResource("/")
    URI server;

    @Inject
    SessionStore sessions;

    @TempDir
    Path directory;

    @Test
    void curlShowsTheRunInEachEncoding() throws Exception {
        assumeTrue(runs("curl", "--version"), "curl is not here");

        assertThat(run("sh", "snippet.sh", snippet("sh")))
                .containsPattern("\ndata: \\{[^\n]*\"status\":\"completed\"")
                .containsPattern("\n\\{\"type\":[^\n]*\"status\":\"completed\"")
                .containsPattern("\n\\{\"run_id\":[^\n]*\"status\":\"completed\"");
    }

    @Test
    void curlGoesOnWithASession() throws Exception {
        assumeTrue(runs("curl", "--version"), "curl is not here");

        String printed = run("sh", "snippet.sh", snippet("docs/sessions.md", "sh"));

        assertThat(Pattern.compile("\\{\"run_id\":\"[^\"]*\",\"status\":\"completed\"").matcher(printed).results())
                .hasSize(2);
        assertThat(sessions.session("ada-1").items().await().atMost(Duration.ofSeconds(5))).hasSize(4);
    }

    @Test
    void pythonsHttpxReadsTheStreamToItsEnd() throws Exception {
        assumeTrue(runs("python3", "-c", "import httpx"), "python3 with httpx is not here");

        assertThat(run("python3", "snippet.py", snippet("python")))
                .contains("run_item_stream_event tool_output", "run_updated_stream_event completed", "1. ");
    }

    @Test
    void nodesFetchReadsTheStreamToItsEnd() throws Exception {
        assumeTrue(runs("node", "-e", "process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)"),
                "node of at least 18 is not here");

        assertThat(run("node", "snippet.mjs", snippet("js"))).contains("1. ").endsWith("\ncompleted\n");
    }

    private String snippet(String language) throws IOException {
        return snippet("docs/http.md", language);
    }

    private String snippet(String page, String language) throws IOException {
        Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of(page)));
        assertThat(block.find()).as("a snippet in " + language).isTrue();
        assertThat(block.group(1)).contains("http://localhost:8080/runs");
        return block.group(1).replace("http://localhost:8080/", server.toString());
    }

    private String run(String interpreter, String file, String program) throws Exception {
        Path source = Files.writeString(directory.resolve(file), program);
        File output = directory.resolve("output").toFile();
        Process process = new ProcessBuilder(interpreter, source.toString()).redirectErrorStream(true)
                .redirectOutput(output).start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended by itself").isTrue();
        } finally {
            process.destroyForcibly();
        }
        String printed = Files.readString(output.toPath(), StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
