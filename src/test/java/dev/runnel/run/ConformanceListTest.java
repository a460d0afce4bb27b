package dev.runnel.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The conformance scenarios of the reference are C01 to C57, and a test's name begins with that of its scenario. */
class ConformanceListTest {

    private static final int SCENARIOS = 57;
    private static final Pattern TEST = Pattern.compile("void (c\\d\\d)[A-Z]\\w*\\(");

    @Test
    void eachHasATest() throws IOException {
        Set<String> tested = new TreeSet<>();
        for (Path source : sources()) {
            Matcher test = TEST.matcher(Files.readString(source));
            while (test.find()) {
                tested.add(test.group(1));
            }
        }

        assertThat(tested).isEqualTo(IntStream.rangeClosed(1, SCENARIOS).mapToObj(number -> "c%02d".formatted(number))
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Iterable<Path> sources() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/java/dev/runnel/run"))) {
            return files.filter(file -> file.toString().endsWith("Test.java")).toList();
        }
    }
}
