package dev.runnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of settings is complete and has the right defaults, held against the mappings themselves. */
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("docs/configuration.md");
    private static final Path CLASSES = Path.of("target/classes");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(runnel\\.[a-z.-]+)`.*");

    @Test
    void everySettingHasItsLine() throws Exception {
        String page = Files.readString(PAGE);
        List<String> lacking = new ArrayList<>();
        settings().forEach((name, property) -> {
            String start = "| `" + name + "` | `" + environment(name) + "` | " + type(returned(property)) + " | "
                    + defaultOf(property) + " | ";
            if (!page.contains("\n" + start)) {
                lacking.add(start + "what it is |");
            }
        });

        if (!lacking.isEmpty()) {
            fail(PAGE + " lacks these lines, or has them with another variable, type or default:\n"
                    + String.join("\n", lacking));
        }
    }

    @Test
    void noLineIsOfASettingThatIsGone() throws Exception {
        assertThat(ROW.matcher(Files.readString(PAGE)).results().map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(settings().keySet());
    }

    @Test
    void whatTheJarSetsOfQuarkusHasItsLine() throws IOException {
        String page = Files.readString(PAGE);
        Properties set = new Properties();
        try (Stream<String> lines = Files.lines(CLASSES.resolve("META-INF/microprofile-config.properties"))) {
            lines.filter(line -> line.startsWith("quarkus.")).map(line -> line.split("=", 2))
                    .forEach(pair -> set.setProperty(pair[0], pair[1]));
        }

        assertThat(set).isNotEmpty();
        assertThat(set).allSatisfy((name, value) -> assertThat(page).contains("\n| `" + name + "` | `" + value + "` | "));
    }

    /** Every setting of every mapping, by its whole name. */
    private static Map<String, Property> settings() throws IOException, ClassNotFoundException {
        Map<String, Property> settings = new TreeMap<>();
        for (Class<?> mapping : mappings()) {
            settings.putAll(ConfigMappings.getProperties(ConfigClass.configClass(mapping)));
        }
        settings.values().removeIf(Property::isGroup);
        assertThat(settings).containsKeys("runnel.model", "runnel.examples", "runnel.http.heartbeat");
        return settings;
    }

    private static List<Class<?>> mappings() throws IOException, ClassNotFoundException {
        List<Class<?>> mappings = new ArrayList<>();
        try (Stream<Path> files = Files.walk(CLASSES)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
                String name = CLASSES.relativize(file).toString().replace(file.getFileSystem().getSeparator(), ".");
                Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()), false,
                        ConfigurationPageTest.class.getClassLoader());
                if (type.isAnnotationPresent(ConfigMapping.class)) {
                    mappings.add(type);
                }
            }
        }
        return mappings;
    }

    /** The rule of MicroProfile Config: what is no letter and no digit becomes {@code _}, and all is upper case. */
    private static String environment(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static String defaultOf(Property property) {
        return Optional.ofNullable(property.getDefaultValue()).map(value -> "`" + value + "`").orElse("none");
    }

    private static Class<?> returned(Property property) {
        Type type = property.getMethod().getGenericReturnType();
        return (Class<?>) (type instanceof ParameterizedType optional ? optional.getActualTypeArguments()[0] : type);
    }

    private static String type(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> "`" + ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
                    .collect(Collectors.joining(", "));
        }
        Map<Class<?>, String> words = Map.of(boolean.class, "true or false", int.class, "whole number", long.class,
                "whole number", double.class, "number", Duration.class, "duration", String.class, "text",
                MemorySize.class, "size");
        return words.getOrDefault(type, type.getSimpleName());
    }
}
