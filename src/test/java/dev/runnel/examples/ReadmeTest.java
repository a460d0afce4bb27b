package dev.runnel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.run.Runner;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's Java programs, taken out of the page, compiled and run against the embedded model. */
@QuarkusTest
class ReadmeTest {

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Inject
    Runner runner;

    @TempDir
    Path classes;

    @Test
    void theFirstProgramPrintsTheJokesTokenByToken() throws Exception {
        List<String> pieces = new ArrayList<>();

        String printed = run("StreamText", pieces);

        assertThat(printed).contains("1.", "2.", "3.", "4.", "5.").doesNotContain("6.");
        assertThat(pieces).as("one print for each token").hasSizeGreaterThan(20);
    }

    @Test
    void theSecondProgramPrintsItemByItem() throws Exception {
        String printed = run("StreamItems", new ArrayList<>());

        assertThat(printed).matches(Pattern.compile("""
                === Run starting ===
                Agent updated: Joker
                -- Tool was called
                -- Tool output: (10|[1-9])
                -- Message output:
                .*1\\..*
                === Run complete ===
                """, Pattern.DOTALL));
    }

    @Test
    void theToolInTheReadmeIsTheOneThatShips() throws IOException {
        String shipped = Files.readString(Path.of("src/main/java/dev/runnel/examples/JokeTools.java"));
        String method = shipped.substring(shipped.indexOf("    @FunctionTool"), shipped.lastIndexOf("}"));

        assertThat(Files.readString(Path.of("README.md"))).contains(method.strip());
    }

    private String run(String name, List<String> pieces) throws Exception {
        Path source = classes.resolve(name + ".java");
        Files.writeString(source, program(name));
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", "-parameters", "--release", "17",
                "-cp", System.getProperty("java.class.path"), "-d", classes.toString(), source.toString());
        assertThat(status).as("javac's exit status for the README's " + name).isZero();
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(new URL[] { classes.toUri().toURL() }, getClass().getClassLoader())) {
            QuarkusApplication program = (QuarkusApplication) loader.loadClass(name).getConstructor(Runner.class).newInstance(runner);
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8) {
                @Override
                public void print(String text) {
                    pieces.add(text);
                    super.print(text);
                }
            });
            assertThat(program.run()).isZero();
        } finally {
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static String program(String name) throws IOException {
        Matcher block = JAVA.matcher(Files.readString(Path.of("README.md")));
        while (block.find()) {
            if (block.group(1).contains("class " + name)) {
                return block.group(1);
            }
        }
        throw new AssertionError("The README has no Java program " + name);
    }
}
