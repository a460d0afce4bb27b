package dev.runnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The house stands as it was drawn: see {@link Floors}. */
class ArchitectureTest {

    private static final int LINES = 400;
    private static final int WIDTH = 125;
    private static final Floors FLOORS = new Floors("dev.runnel");
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.isJar())
            .importPackages("dev.runnel");

    @Test
    void everyPackageHasAFloor() {
        assertThat(MAIN).as("classes under test").isNotEmpty();
        FLOORS.everyPackageHasAFloor().check(MAIN);
    }

    @Test
    void aPackageImportsOnlyFromTheFloorsBelow() {
        FLOORS.importsGoDownwards().check(MAIN);
    }

    @Test
    void thereIsNoCircleBetweenPackages() {
        FLOORS.noCircles().check(MAIN);
    }

    @Test
    void nothingInMainImportsTheTestKit() {
        FLOORS.nothingUsesTheTestKit().check(MAIN);
    }

    @Test
    void noPackageIsNamedAfterNothing() {
        FLOORS.namesSaySomething().check(MAIN);
    }

    @Test
    void noSourceFileIsTooLong() {
        assertThat(new SourceFiles(Path.of("src", "main")).longerThan(LINES)).isEmpty();
    }

    @Test
    void noLineOfMainIsTooWide() {
        assertThat(new SourceFiles(Path.of("src", "main")).linesWiderThan(WIDTH)).isEmpty();
    }

    /** Each rule, held against classes made to break it. */
    @Nested
    class TheRulesCanFail {

        @Test
        void onAPackageWithoutAFloor() {
            assertBroken(floors("cellar").everyPackageHasAFloor(), "cellar", "which has no floor");
        }

        @Test
        void onAClassOutsideAnyPackageOfItsOwn() {
            assertBroken(floors("cellar.damp").everyPackageHasAFloor(), "cellar.damp", "which has no floor");
        }

        @Test
        void onAnImportUpwards() {
            assertBroken(floors("upwards").importsGoDownwards(), "upwards", "sse.Decoder", "run.Loop");
        }

        @Test
        void onAnImportUpwardsAsAnArray() {
            assertBroken(floors("upwards").importsGoDownwards(), "upwards", "sse.Decoders", "run.Loop");
        }

        @Test
        void onAnImportFromTheSameFloor() {
            assertBroken(floors("neighbours").importsGoDownwards(), "neighbours",
                    "model.openai.Client", "model.embedded.Server");
        }

        @Test
        void onACircle() {
            assertBroken(floors("circle").noCircles(), "circle", "Cycle detected");
        }

        @Test
        void onTheTestKitInUse() {
            assertBroken(floors("testkit").nothingUsesTheTestKit(), "testkit", "run.Loop", "model.scripted.Script");
        }

        @Test
        void onANameThatSaysNothing() {
            assertBroken(floors("names").namesSaySomething(), "names", "not util, helper, manager or impl");
        }

        @Test
        void onALongFile(@TempDir Path directory) throws IOException {
            Files.write(directory.resolve("Fits.java"), Collections.nCopies(LINES, "//"));
            Path tooLong = Files.write(directory.resolve("TooLong.java"), Collections.nCopies(LINES + 1, "//"));

            assertThat(new SourceFiles(directory).longerThan(LINES)).containsExactly(tooLong + ": 401");
        }

        @Test
        void onAWideLine(@TempDir Path directory) throws IOException {
            Path wide = Files.write(directory.resolve("Wide.java"), List.of("é".repeat(WIDTH), "é".repeat(WIDTH + 1)));

            assertThat(new SourceFiles(directory).linesWiderThan(WIDTH)).containsExactly(wide + ":2");
        }

        private Floors floors(String offence) {
            return new Floors("dev.runnel.offending." + offence);
        }

        private void assertBroken(ArchRule rule, String offence, String... saying) {
            JavaClasses offenders = new ClassFileImporter().importPackages("dev.runnel.offending." + offence);

            assertThat(offenders).isNotEmpty();
            assertThatThrownBy(() -> rule.check(offenders)).isInstanceOf(AssertionError.class)
                    .hasMessageContainingAll(saying);
        }
    }

    /** A rule that refuses everything would be no rule. */
    @Test
    void theRulesCanBeKept() {
        Floors floors = new Floors("dev.runnel.offending.testkit");
        JavaClasses lawful = new ClassFileImporter().importPackages("dev.runnel.offending.testkit");

        assertThat(lawful).isNotEmpty();
        floors.everyPackageHasAFloor().check(lawful);
        floors.importsGoDownwards().check(lawful);
        floors.noCircles().check(lawful);
        floors.namesSaySomething().check(lawful);
    }
}
