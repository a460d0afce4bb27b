package dev.runnel.tool;

import io.quarkus.bootstrap.app.AugmentAction;
import io.quarkus.bootstrap.app.CuratedApplication;
import io.quarkus.bootstrap.app.QuarkusBootstrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** An application of a few source files beside Runnel, compiled and built by Quarkus in this process, but not started. */
final class TinyApplication {

    private final Path directory;

    TinyApplication(Path directory) {
        this.directory = directory;
    }

    /** Compiles one file in the package {@code tiny}; the options say what its class file tells of parameters. */
    TinyApplication source(String className, String body, String... options) throws IOException {
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
    void build() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (CuratedApplication curated = QuarkusBootstrap.builder()
                .setApplicationRoot(classes())
                .setProjectRoot(Path.of("").toAbsolutePath())
                .setTargetDirectory(directory)
                .setMode(QuarkusBootstrap.Mode.TEST)
                .addExcludedPath(Path.of("target/test-classes").toAbsolutePath())
                .setTest(true)
                .setBaseName("tiny")
                .build()
                .bootstrap()) {
            AugmentAction action = curated.createAugmentor();
            action.createInitialRuntimeApplication();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private Path classes() throws IOException {
        return Files.createDirectories(directory.resolve("classes"));
    }
}
