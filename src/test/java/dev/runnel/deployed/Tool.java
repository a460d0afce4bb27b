package dev.runnel.deployed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A program, or the directory of one, that the tests need and do not build. The system property {@code tool.<name>} says
 * where it is: {@code -Dtool.lambda-adapter=/opt/lambda-adapter}.
 */
public final class Tool {

    private Tool() {
    }

    /** Where it is; empty when it cannot be had here. */
    public static Optional<Path> find(String name) {
        String path = System.getProperty("tool." + name, "");
        return path.isBlank() ? Optional.empty() : Optional.of(Path.of(path)).filter(Files::exists);
    }

    /** Where it is, for a test that {@link NeedsTool} has let through. */
    public static Path named(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("No program is named by -Dtool." + name));
    }
}
