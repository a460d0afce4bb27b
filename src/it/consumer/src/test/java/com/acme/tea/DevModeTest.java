package com.acme.tea;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mvn quarkus:dev} on a copy of the application. */
class DevModeTest {

    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final Duration LONGEST_RELOAD = Duration.ofMinutes(1);

    private static final List<String> PROPERTIES = List.of("maven.repo.local", "maven.repo.local.tail", "version.runnel",
            "quarkus.platform.version");

    @TempDir
    Path copy;

    @Test
    void aToolThatIsEditedIsUsedByTheNextRun() throws Exception {
        copySources();
        Path tools = copy.resolve("src/main/java/com/acme/tea/PorterTools.java");
        try (Shop shop = Shop.open(copy, LONGEST_START, quarkusDev())) {
            assertThat(answer(shop)).isEqualTo("from nine to five");

            Files.writeString(tools, Files.readString(tools).replace("from nine to five", "from ten to six"));

            Instant end = Instant.now().plus(LONGEST_RELOAD);
            String answer = answer(shop);
            // the reload starts with a request; one may come before the file's new time is seen
            while (answer.equals("from nine to five") && Instant.now().isBefore(end)) {
                answer = answer(shop);
            }
            assertThat(answer).isEqualTo("from ten to six");
        }
    }

    private static String answer(Shop shop) throws Exception {
        return shop.run("Porter", "Is it open?").output().asText();
    }

    private void copySources() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Files.createDirectories(copy.resolve(source).getParent());
                Files.copy(source, copy.resolve(source));
            }
        }
        Files.copy(Path.of("pom.xml"), copy.resolve("pom.xml"));
    }

    private static List<String> quarkusDev() {
        List<String> command = new ArrayList<>();
        String script = System.getProperty("os.name").startsWith("Windows") ? "mvn.cmd" : "mvn";
        command.add(Path.of(System.getProperty("maven.home"), "bin", script).toString());
        command.addAll(List.of("-B", "-ntp", "quarkus:dev", "-Ddebug=false", "-Dquarkus.analytics.disabled=true"));
        String settings = System.getProperty("maven.settings", "");
        if (Files.isRegularFile(Path.of(settings))) {
            command.addAll(List.of("-s", settings));
        }
        if ("offline=true".equals(System.getProperty("maven.mode"))) {
            command.add("-o");
        }
        for (String name : PROPERTIES) {
            String value = System.getProperty(name, "");
            if (!value.isEmpty()) {
                command.add("-D" + name + "=" + value);
            }
        }
        return command;
    }
}
