package dev.runnel.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.context.RunContext;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a native image must know of the tools' types: all that is behind a signature, and word of what is not. */
class JsonClassesTest {

    record Leaf(Duration age) {
    }

    record Branch(List<Leaf> leaves, Optional<Bark> bark, Leaf[] fallen, Branch next) {
    }

    enum Bark {
        ROUGH, SMOOTH
    }

    static class Plant {

        public Pot pot;
        private Hidden hidden;

        public List<Seed> getSeeds() {
            return List.of();
        }

        public boolean isGreen() {
            return hidden == null;
        }

        Hidden hidden() {
            return hidden;
        }
    }

    static class Tree extends Plant {
    }

    record Pot(String colour) {
    }

    record Seed(int grams) {
    }

    record Hidden(Unseen unseen) {
    }

    record Unseen() {
    }

    sealed interface Answer permits Yes, No {
    }

    record Yes(Leaf why) implements Answer {
    }

    record No() implements Answer {
    }

    record Box<T>(T content) {
    }

    record Anything(Object content) {
    }

    @SuppressWarnings("unused")
    static class Tools {

        Uni<Map<String, Branch>> later() {
            return Uni.createFrom().nothing();
        }

        void takes(List<Branch> branches, ToolContext tool, RunContext run) {
        }

        Tree bean() {
            return new Tree();
        }

        Answer sealed() {
            return new No();
        }

        Object anything() {
            return "";
        }

        List<?> someList() {
            return List.of();
        }

        Box<Leaf> box() {
            return new Box<>(new Leaf(Duration.ZERO));
        }

        Anything component() {
            return new Anything("");
        }

        @FunctionTool("Marked.")
        void marked() {
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "later", "takes" })
    void recordsAreFoundInListsOptionalsArraysAndPromises(String tool) {
        JsonClasses classes = of(tool);

        assertThat(classes.found()).contains(Branch.class, Leaf.class, Bark.class, Leaf[].class, Duration.class)
                .doesNotContain(ToolContext.class, RunContext.class);
        assertThat(classes.unknown()).isEmpty();
    }

    @Test
    void gettersAndPublicFieldsOfBeansAreFollowedInheritedOnesToo() {
        JsonClasses classes = of("bean");

        assertThat(classes.found()).contains(Tree.class, Plant.class, Seed.class, Pot.class)
                .doesNotContain(Hidden.class, Unseen.class);
    }

    @Test
    void whatASealedTypePermitsIsFound() {
        assertThat(of("sealed").found()).contains(Answer.class, Yes.class, No.class, Leaf.class);
    }

    @Test
    void theArgumentsOfGenericTypesAreFound() {
        JsonClasses classes = of("box");

        assertThat(classes.found()).contains(Box.class, Leaf.class);
        assertThat(classes.unknown()).as("the variable stands for what was found").isEmpty();
    }

    @Test
    void whatASignatureDoesNotTellIsNamedWithItsPlace() {
        assertThat(of("anything").unknown()).containsExactly("java.lang.Object (the tool " + Tools.class.getName()
                + ".anything returns it)");
        assertThat(of("someList").unknown()).singleElement().asString().startsWith("? (the tool ");
        assertThat(of("component").unknown()).containsExactly("java.lang.Object (the component 'content' of "
                + Anything.class.getName() + ")");
    }

    @Test
    void theClassesThatMentionAnAnnotationAreFoundInFoldersAndInJars(@TempDir Path folder) throws Exception {
        ClassPathSearch search = new ClassPathSearch(List.of(FunctionTool.class));
        String file = Tools.class.getName().replace('.', '/') + ".class";
        Path copy = folder.resolve("classes").resolve(file);
        Files.createDirectories(copy.getParent());
        try (var bytes = Tools.class.getClassLoader().getResourceAsStream(file)) {
            Files.copy(bytes, copy);
        }
        Path plain = copy.resolveSibling("Plain.class");
        Files.writeString(plain, "Ldev/runnel/tool/OutputType;");
        Path jar = folder.resolve("some.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Path each : List.of(copy, plain)) {
                out.putNextEntry(new ZipEntry(folder.resolve("classes").relativize(each).toString()));
                Files.copy(each, out);
            }
        }

        assertThat(search.in(folder.resolve("classes"))).containsExactly(Tools.class.getName());
        assertThat(search.in(jar)).containsExactly(Tools.class.getName());
        assertThat(search.in(folder.resolve("nothing"))).isEmpty();
    }

    private static JsonClasses of(String tool) {
        JsonClasses classes = new JsonClasses();
        Method method = Stream.of(Tools.class.getDeclaredMethods()).filter(each -> each.getName().equals(tool)).findFirst()
                .orElseThrow();
        classes.addTool(method);
        return classes;
    }
}
