package dev.runnel.testing;

import io.quarkus.bootstrap.app.AdditionalDependency;
import io.quarkus.bootstrap.app.AugmentAction;
import io.quarkus.bootstrap.app.CuratedApplication;
import io.quarkus.bootstrap.app.QuarkusBootstrap;
import io.quarkus.bootstrap.app.StartupAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** An application of a few source files beside Runnel, compiled, built and started by Quarkus in this process. */
public final class TinyApplication {

    /** With these the other process finds the libraries as this one does. */
    private static final Pattern PASSED_ON = Pattern
            .compile("quarkus-internal.*|maven\\..*|java\\.util\\.logging\\.manager");

    private final Path directory;

    public TinyApplication(Path directory) {
        this.directory = directory;
    }

    /** Compiles one file in the package {@code tiny}; the options say what its class file tells of parameters. */
    public TinyApplication source(String className, String body, String... options) throws IOException {
        Path file = directory.resolve("src/tiny/" + className + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "package tiny;\nimport dev.runnel.tool.*;\nimport java.util.*;\n" + body);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> arguments = new ArrayList<>(List.of("-d", classes().toString(), "-cp",
                System.getProperty("java.class.path") + System.getProperty("path.separator") + classes(), "-proc:none",
                "-encoding", "UTF-8", "-nowarn"));
        arguments.addAll(List.of(options));
        arguments.add(file.toString());
        if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalArgumentException("Cannot compile " + file);
        }
        return this;
    }

    /** Builds it as Quarkus does before a start; what makes the build fail is thrown. */
    public void build() throws Exception {
        augment(built -> {
        });
    }

    /**
     * Builds and starts it in a process of its own, on a free port, and stops it: of two applications in one process,
     * Quarkus takes the state of one for that of the other.
     *
     * @return what the process says
     */
    public String start() throws Exception {
        Path log = directory.resolve("start.log");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m", "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED", // Quarkus, and newer JDKs, warn without
                "-XX:+EnableDynamicAgentLoading", "-cp", System.getProperty("java.class.path")));
        System.getProperties().stringPropertyNames().stream().filter(PASSED_ON.asMatchPredicate())
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of(TinyApplication.class.getName(), directory.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException("The application does not end; it says:\n" + Files.readString(log));
            }
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(log);
    }

    /** What {@link #start()} calls in the other process. */
    public static void main(String[] directory) throws Exception {
        new TinyApplication(Path.of(directory[0])).augment(built -> {
            built.overrideConfig(Map.of("quarkus.http.test-port", "0", "quarkus.http.test-ssl-port", "0"));
            built.run().close();
        });
        System.exit(0);
    }

    private void augment(Then then) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (CuratedApplication curated = QuarkusBootstrap.builder()
                .setApplicationRoot(classes())
                .setProjectRoot(Path.of("").toAbsolutePath())
                .setTargetDirectory(directory)
                .setMode(QuarkusBootstrap.Mode.TEST)
                .addAdditionalApplicationArchive(new AdditionalDependency(built("classes"), false, true))
                .addExcludedPath(built("test-classes"))
                .setTest(true)
                .setBaseName("tiny")
                .build()
                .bootstrap()) {
            AugmentAction action = curated.createAugmentor();
            then.with(action.createInitialRuntimeApplication());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static Path built(String folder) {
        return Path.of("target", folder).toAbsolutePath();
    }

    private interface Then {
        void with(StartupAction built) throws Exception;
    }

    private Path classes() throws IOException {
        return Files.createDirectories(directory.resolve("classes"));
    }
}
