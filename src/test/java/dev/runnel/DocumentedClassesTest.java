package dev.runnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole classes of the README and of the pages for users, as one application whose author copied them. */
class DocumentedClassesTest {

    private static final Pattern BLOCK = Pattern.compile("```java\n((?:package|import) .*?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("^(?:public )?class (\\w+)", Pattern.MULTILINE);
    private static final String PACKAGE = "package org.example;\n";

    @TempDir
    Path directory;

    @Test
    void theyCompile() throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        for (Path page : pages()) {
            Matcher block = BLOCK.matcher(Files.readString(page));
            while (block.find()) {
                sources.add(source(block.group(1)));
            }
        }
        assertThat(sources).isNotEmpty();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        List<String> options = List.of("-proc:none", "-parameters", "-d", directory.toString(),
                "-classpath", System.getProperty("java.class.path"));
        boolean compiled = compiler.getTask(null, null, said, options, null, sources).call();
        assertThat(compiled).as(said.getDiagnostics().toString()).isTrue();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            return Stream.concat(Stream.of(Path.of("README.md")), docs.filter(page -> page.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    private static JavaFileObject source(String block) {
        Matcher name = CLASS.matcher(block);
        assertThat(name.find()).as(block).isTrue();
        String code = block.startsWith("package ") ? block : PACKAGE + block;
        return new SimpleJavaFileObject(URI.create("string:///org/example/" + name.group(1) + ".java"),
                JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return code;
            }
        };
    }
}
