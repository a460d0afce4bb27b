package dev.runnel.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void withoutArgumentsTheApplicationIsStarted() {
        assertThat(CommandLine.answer()).isEmpty();
    }

    @Test
    void theVersionIsThatOfTheProject() throws IOException {
        assertThat(Files.readString(Path.of("pom.xml"))).contains("<artifactId>runnel</artifactId>\n    <version>"
                + CommandLine.VERSION + "</version>");
    }

    @Test
    void theHelpFitsATerminal() {
        CommandLine.Answer help = CommandLine.answer("-h").orElseThrow();

        assertThat(help.exitStatus()).isZero();
        assertThat(help.text().lines()).isNotEmpty().allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(110));
        assertThat(help.text()).endsWith("\n");
    }

    /** Quarkus takes one without a name for that of every application that has the jar as its dependency. */
    @Test
    void theMainClassIsTakenByItsNameOnly() {
        assertThat(Main.class.getAnnotation(QuarkusMain.class).name()).isEqualTo("runnel");
    }
}
