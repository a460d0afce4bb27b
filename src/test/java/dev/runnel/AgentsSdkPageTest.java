package dev.runnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every class and member that the page for those who know the Agents SDK names on Runnel's side is there. */
class AgentsSdkPageTest {

    private static final Pattern ROW = Pattern.compile("^\\| .*? \\| (.*) \\|$", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([A-Z][a-z]\\w*)(?:\\.(\\w+))?`");
    private static final Path CLASSES = Path.of("src/main/java/dev/runnel");

    @Test
    void itsNamesAreThere() throws IOException {
        List<String> missing = new ArrayList<>();
        int names = 0;
        Matcher row = ROW.matcher(Files.readString(Path.of("docs/agents-sdk.md")));
        while (row.find()) {
            Matcher name = NAME.matcher(row.group(1));
            while (name.find()) {
                names++;
                if (!isThere(name.group(1), name.group(2))) {
                    missing.add(name.group());
                }
            }
        }

        assertThat(missing).isEmpty();
        assertThat(names).isGreaterThan(100);
    }

    @Test
    void whatIsAbsentIsSoForAReason() throws IOException {
        assertThat(Files.readString(Path.of("docs/agents-sdk.md"))).doesNotContain("| absent |");
    }

    private static boolean isThere(String type, String member) throws IOException {
        for (Class<?> found : classes(type)) {
            if (member == null || Arrays.stream(found.getMethods()).map(Method::getName).anyMatch(member::equals)
                    || Arrays.stream(found.getFields()).map(Field::getName).anyMatch(member::equals)) {
                return true;
            }
        }
        return false;
    }

    private static List<Class<?>> classes(String simpleName) throws IOException {
        List<Class<?>> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(CLASSES)) {
            for (Path file : files.filter(path -> path.endsWith(simpleName + ".java")).toList()) {
                String inside = CLASSES.relativize(file).toString().replace(".java", "").replace(file.getFileSystem()
                        .getSeparator(), ".");
                found.add(Class.forName("dev.runnel." + inside, false, AgentsSdkPageTest.class.getClassLoader()));
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }
}
