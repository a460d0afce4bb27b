package dev.runnel.tool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Finds the classes on a class path whose files mention one of some annotations: a class file names an annotation in its
 * constant pool by its descriptor (JVM specification, 4.7.16), so that no class has to be parsed or loaded.
 */
final class ClassPathSearch {

    private static final String SUFFIX = ".class";

    private final List<String> descriptors;

    ClassPathSearch(List<Class<?>> annotations) {
        this.descriptors = annotations.stream().map(Class::descriptorString).toList();
    }

    /**
     * The binary names of the classes in a jar or a folder.
     *
     * @throws IOException if it cannot be read
     */
    List<String> in(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            return inFolder(place);
        }
        return Files.isRegularFile(place) ? inJar(place) : List.of();
    }

    private List<String> inJar(Path jar) throws IOException {
        List<String> found = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements();) {
                JarEntry entry = entries.nextElement();
                if (isClass(entry.getName())) {
                    try (InputStream bytes = file.getInputStream(entry)) {
                        add(found, entry.getName(), bytes.readAllBytes());
                    }
                }
            }
        }
        return found;
    }

    private List<String> inFolder(Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> tree = Files.walk(folder)) {
            files = tree.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            String name = folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
            if (isClass(name)) {
                add(found, name, Files.readAllBytes(file));
            }
        }
        return found;
    }

    /** Not the variants for later Java versions, whose classes are found under their own name. */
    private static boolean isClass(String name) {
        return name.endsWith(SUFFIX) && !name.startsWith("META-INF/");
    }

    private void add(List<String> found, String file, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (descriptors.stream().anyMatch(text::contains)) {
            found.add(file.substring(0, file.length() - SUFFIX.length()).replace('/', '.'));
        }
    }
}
