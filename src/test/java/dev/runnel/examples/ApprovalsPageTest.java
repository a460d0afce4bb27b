package dev.runnel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.run.Runner;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java program of the page on approvals, taken out of it, compiled and run against the embedded model. */
@QuarkusTest
class ApprovalsPageTest {

    private static final Pattern PROGRAM = Pattern.compile("```java\n(import .*?class AskFirst.*?)```", Pattern.DOTALL);

    @Inject
    Runner runner;

    @TempDir
    Path classes;

    @Test
    void whatTheUserAllowsIsDone() throws Exception {
        assertThat(run("yes")).startsWith("May Mailer call send_mail with {").contains("Sent to");
    }

    @Test
    void whatTheUserDoesNotAllowIsNotDone() throws Exception {
        assertThat(run("no")).contains("The user does not want that.").doesNotContain("Sent to");
    }

    private String run(String answer) throws Exception {
        Matcher program = PROGRAM.matcher(Files.readString(Path.of("docs/approvals.md")));
        assertThat(program.find()).isTrue();
        Path source = Files.writeString(classes.resolve("AskFirst.java"), program.group(1));
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", "-parameters", "--release", "17",
                "-cp", System.getProperty("java.class.path"), "-d", classes.toString(), source.toString())).isZero();
        InputStream in = System.in;
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(new URL[] { classes.toUri().toURL() }, getClass().getClassLoader())) {
            System.setIn(new ByteArrayInputStream((answer + "\n").getBytes(StandardCharsets.UTF_8)));
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            QuarkusApplication asking = (QuarkusApplication) loader.loadClass("AskFirst").getConstructor(Runner.class)
                    .newInstance(runner);
            assertThat(asking.run()).isZero();
        } finally {
            System.setIn(in);
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
