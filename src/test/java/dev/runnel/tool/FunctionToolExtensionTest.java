package dev.runnel.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.runnel.testing.TinyApplication;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Applications with mistakes, built by Quarkus with the real extension: all are told at once, each with its place. */
class FunctionToolExtensionTest {

    private static final String TYPES = "allowed are String, boolean, byte, short, int, long, float, double and their"
            + " boxes, BigInteger, BigDecimal, UUID, URI, Instant, OffsetDateTime, ZonedDateTime, LocalDateTime, LocalDate,"
            + " LocalTime, Duration, enums, records, List, Set, arrays and Map<String, …> of these, and Optional of any of"
            + " these as a parameter or a record's component";

    private static final String CONSTRAINTS = "allowed are @NotNull, @Min, @Max, @DecimalMin, @DecimalMax, @Positive,"
            + " @PositiveOrZero, @Negative and @NegativeOrZero of numbers, @Size and @NotEmpty of strings, lists, sets,"
            + " arrays and maps, @NotBlank, @Pattern and @Email of strings";

    private static final String OUTPUTS = "but a call has one output; allowed are void, anything that Jackson writes,"
            + " and Uni or CompletionStage of it";

    private static final String CANNOT = " cannot be a @FunctionTool: ";

    /** A class that must be refused, and what must be said of it. */
    private record Mistake(String className, String source, String message) {

        /** One method in a class of its own. */
        static Mistake method(String className, String method, String signature, String message) {
            return new Mistake(className, "class " + className + " { @FunctionTool " + method + " }",
                    "The method tiny." + className + "." + signature + CANNOT + message);
        }

        /** One method with a parameter of a type that has no schema. */
        static Mistake type(String className, String type, String canonical, String shown) {
            return method(className, "int m(" + type + " x) { return 1; }", "m(" + canonical + ")",
                    "parameter 'x' has the type " + shown + ", which has no JSON schema here; " + TYPES);
        }

        /** One method with a parameter that has a constraint of Jakarta Validation. */
        static Mistake constraint(String className, String annotation, String type, String why) {
            String name = annotation.replaceFirst("\\(.*", "");
            return new Mistake(className, "class " + className + " { record Some(int a) { } @FunctionTool void " + className
                    + "(@jakarta.validation.constraints." + annotation + " " + type + " of" + className + ") { } }",
                    "parameter 'of" + className + "' has the constraint @jakarta.validation.constraints." + name + ", which "
                            + why + "; " + CONSTRAINTS);
        }

        @Override
        public String toString() {
            return className;
        }
    }

    private static final List<Mistake> MISTAKES = List.of(
            Mistake.method("PrivateMethod", "private int m() { return 1; }", "m()",
                    "it is private; allowed is every other visibility"),
            Mistake.method("StaticMethod", "static int m() { return 1; }", "m()",
                    "it is static; allowed are methods of a bean's instance"),
            Mistake.method("IllegalName", "int größe() { return 1; }", "größe()",
                    "'größe' cannot be a tool's name; allowed are 1 to 64 letters, digits, '_' and '-',"
                            + " to be given with @FunctionTool(name = …) where the method's name does not do"),
            new Mistake("GivenName", "class GivenName { @FunctionTool(name = \"a b\") void m() { } }",
                    "The method tiny.GivenName.m()" + CANNOT + "'a b' cannot be a tool's name; allowed are"),
            new Mistake("OneOfTwo", "class OneOfTwo { @FunctionTool void twice() { } }"
                    + "class TwoOfTwo { @FunctionTool(name = \"twice\") void other(int x) { } }",
                    "Two methods are tools named 'twice': tiny.OneOfTwo.twice() and tiny.TwoOfTwo.other(int);"
                            + " allowed is each name once, to be given with @FunctionTool(name = …)"),
            new Mistake("Inner", "class Inner { class Within { @FunctionTool void within() { } } }",
                    "The class tiny.Inner$Within has methods annotated @FunctionTool, but is an inner class, which"
                            + " cannot be a bean; allowed are top-level and static nested classes"),
            new Mistake("Inherits", "abstract class Inherits { @FunctionTool private void mine() { } }"
                    + "@jakarta.inject.Singleton class Heir extends Inherits { }",
                    "The method tiny.Inherits.mine() of the bean tiny.Heir" + CANNOT + "it is private"),
            Mistake.type("AMapOfNumbers", "Map<Integer, String> ", "java.util.Map<java.lang.Integer,java.lang.String>",
                    "java.util.Map<java.lang.Integer, java.lang.String>"),
            Mistake.type("AnArrayOfBytes", "byte[]", "byte[]", "byte[]"),
            Mistake.type("AnArrayOfLists", "List<String>[]", "java.util.List<java.lang.String>[]",
                    "java.util.List<java.lang.String>[]"),
            Mistake.type("AYear", "java.time.Year", "java.time.Year", "java.time.Year"),
            Mistake.type("ACollection", "Collection<String>", "java.util.Collection<java.lang.String>",
                    "java.util.Collection<java.lang.String>"),
            Mistake.type("AnObject", "Object", "java.lang.Object", "java.lang.Object"),
            Mistake.type("AChar", "char", "char", "char"),
            Mistake.type("ARawList", "List", "java.util.List", "java.util.List"),
            Mistake.type("ARawOptional", "Optional", "java.util.Optional", "java.util.Optional"),
            Mistake.type("AWildcard", "List<?>", "java.util.List<?>", "?"),
            Mistake.type("ListOfOptional", "List<Optional<String>>", "java.util.List<java.util.Optional<java.lang.String>>",
                    "java.util.Optional<java.lang.String>"),
            Mistake.type("OptionalInts", "OptionalInt", "java.util.OptionalInt", "java.util.OptionalInt"),
            Mistake.method("AVariable", "<T> void m(T x) { }", "m(T)", "parameter 'x' has the type T"),
            new Mistake("RawGeneric",
                    "class RawGeneric { record Box<T>(T it) { } @FunctionTool void rawGeneric(Box x) { } }",
                    "The method tiny.RawGeneric.rawGeneric(tiny.RawGeneric$Box)" + CANNOT
                            + "parameter 'x' has the type tiny.RawGeneric$Box, a generic record; " + TYPES),
            new Mistake("Generic",
                    "class Generic { record Box<T>(T it) { } @FunctionTool void generic(Box<String> x) { } }",
                    "The method tiny.Generic.generic(tiny.Generic$Box<java.lang.String>)" + CANNOT
                            + "parameter 'x' has the type tiny.Generic$Box<java.lang.String>, a generic record, which has no"
                            + " JSON schema here; "
                            + TYPES),
            new Mistake("Sealed", "class Sealed { sealed interface Shape permits Circle { }"
                    + " record Circle(int r) implements Shape { } @FunctionTool void shape(List<Shape> x) { } }",
                    "parameter 'x' has the type tiny.Sealed$Shape, an interface, sealed or not, which has no JSON schema"
                            + " here; " + TYPES),
            new Mistake("SealedClass", "class SealedClass { static abstract sealed class Shape permits Circle { } static"
                    + " final class Circle extends Shape { } @FunctionTool void sealedClass(Shape x) { } }",
                    "parameter 'x' has the type tiny.SealedClass$Shape, an abstract class, sealed or not, which has no JSON"
                            + " schema here; "),
            new Mistake("NoRecord", "class NoRecord { static class Bean { public int a; } @FunctionTool void noRecord("
                    + "Bean x) { } }",
                    "parameter 'x' has the type tiny.NoRecord$Bean, a class that is no record, which has no JSON schema"),
            Mistake.constraint("APast", "Past", "java.time.LocalDate", "cannot be said in a JSON schema"),
            Mistake.constraint("Digits", "Digits(integer = 1, fraction = 1)", "int", "cannot be said in a JSON schema"),
            Mistake.constraint("MinOfText", "Min(1)", "String", "does not suit this type"),
            Mistake.constraint("SizeOfNumber", "Size(max = 1)", "int", "does not suit this type"),
            Mistake.constraint("SizeOfRecord", "NotEmpty", "Some", "does not suit this type"),
            Mistake.constraint("BlankList", "NotBlank", "List<String>", "does not suit this type"),
            Mistake.constraint("NoPattern", "Pattern(regexp = \"(\")", "String", "is no regular expression: Unclosed group"),
            Mistake.constraint("Flags",
                    "Pattern(regexp = \"a\", flags = jakarta.validation.constraints.Pattern.Flag.DOTALL)", "String",
                    "has flags, which a JSON schema has not"),
            Mistake.constraint("Groups", "Min(value = 1, groups = Runnable.class)", "int",
                    "has groups, of which a tool knows none"),
            Mistake.constraint("OwnEmail", "Email(regexp = \"a@b\")", "String", "has an expression of its own"),
            Mistake.constraint("NoDecimal", "DecimalMin(\"one\")", "int", "has a value that is no number"),
            new Mistake("TwoPatterns", "class TwoPatterns { @FunctionTool void twoPatterns(@jakarta.validation.constraints"
                    + ".NotBlank @jakarta.validation.constraints.Pattern(regexp = \"a\") String x) { } }",
                    ", which asks for a second pattern, and a JSON schema has one; " + CONSTRAINTS),
            new Mistake("WithinList", "class WithinList { @FunctionTool void withinList("
                    + "List<java.time.@jakarta.validation.constraints.Future Instant> x) { } }",
                    "parameter 'x' has the constraint @jakarta.validation.constraints.Future,"
                            + " which cannot be said in a JSON schema; " + CONSTRAINTS),
            new Mistake("OwnConstraint", "class OwnConstraint { @jakarta.validation.Constraint(validatedBy = { })"
                    + " @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME) @interface Even { }"
                    + " @FunctionTool void ownConstraint(@Even int x) { } }",
                    "parameter 'x' has the constraint @tiny.OwnConstraint$Even, which is not understood here; "
                            + CONSTRAINTS),
            new Mistake("InRecord", "class InRecord { record Stay(@jakarta.validation.constraints.Past java.time.LocalDate"
                    + " day) { } @FunctionTool void inRecord(Stay x) { } }",
                    "the component 'day' of tiny.InRecord$Stay (parameter 'x') has the constraint"
                            + " @jakarta.validation.constraints.Past, which cannot be said in a JSON schema; "
                            + CONSTRAINTS),
            new Mistake("Recursive",
                    "class Recursive { record Node(List<Node> below) { } @FunctionTool void recursive(Node x) { } }",
                    "The method tiny.Recursive.recursive(tiny.Recursive$Node)" + CANNOT
                            + "the component 'below' of tiny.Recursive$Node (parameter 'x') has the type"
                            + " tiny.Recursive$Node, which contains tiny.Recursive$Node within itself;"
                            + " allowed are records that end somewhere"),
            new Mistake("DeepDown",
                    "class DeepDown { record Outer(Map<String, Object> map) { } @FunctionTool void deepDown(Outer x) { } }",
                    "the component 'map' of tiny.DeepDown$Outer (parameter 'x') has the type"
                            + " java.lang.Object, which has no JSON schema here; " + TYPES),
            new Mistake("SameNames",
                    "class SameNames { record Pair(@com.fasterxml.jackson.annotation.JsonProperty(\"b\") int a, int b) { }"
                    + " @FunctionTool void sameNames(Pair x) { } }",
                    "the component 'b' of tiny.SameNames$Pair (parameter 'x') has the name 'b' in JSON,"
                            + " which another one has too"),
            new Mistake("NamedComponent", "class NamedComponent { record One(@Param(name = \"b\") int a) { }"
                    + " @FunctionTool void namedComponent(One x) { } }",
                    "has a @Param(name = …), which Jackson does not know; allowed is @JsonProperty to name a component"),
            new Mistake("Creator", "class Creator { enum Size { S; @com.fasterxml.jackson.annotation.JsonCreator"
                    + " static Size of(String s) { return S; } } @FunctionTool void creator(Size x) { } }",
                    "parameter 'x' has the type tiny.Creator$Size, and its annotation"
                            + " @com.fasterxml.jackson.annotation.JsonCreator is not understood here;"
                            + " allowed is @JsonProperty"),
            new Mistake("WrongTimeout", "class WrongTimeout { @FunctionTool(timeout = \"soon\") void wrongTimeout() { } }",
                    "The method tiny.WrongTimeout.wrongTimeout()" + CANNOT + "its timeout is 'soon'; allowed is a duration from"
                            + " 1 ms to 365 days, for example 500ms, 15s, 5m or PT1M30S"),
            new Mistake("NoTimeout", "class NoTimeout { @FunctionTool(timeoutBehavior = dev.runnel.tool.TimeoutBehavior"
                    + ".RAISE_EXCEPTION) void noTimeout() { } }",
                    "it says what happens after its timeout, but has none; allowed is that with timeout = …"),
            new Mistake("TwoTimeouts", "class TwoTimeouts { @FunctionTool(timeout = \"1s\", timeoutBehavior ="
                    + " dev.runnel.tool.TimeoutBehavior.RAISE_EXCEPTION, timeoutErrorFunction ="
                    + " dev.runnel.tool.ToolErrorFunction.Raise.class) void twoTimeouts() { } }",
                    "its timeout ends the run and has words for the model too; allowed is one of"),
            new Mistake("NoBean", "class NoBean { static class Gate implements dev.runnel.tool.ToolInputGuardrail { public"
                    + " io.smallrye.mutiny.Uni<dev.runnel.tool.ToolGuardrailFunctionOutput> check(dev.runnel.tool.ToolContext"
                    + " call) { return null; } } @FunctionTool(toolInputGuardrails = Gate.class) void noBean() { } }",
                    "The method tiny.NoBean.noBean()" + CANNOT + "it names tiny.NoBean$Gate, which is no bean; allowed are"
                            + " classes with a scope, such as @Singleton"),
            Mistake.method("AMulti", "io.smallrye.mutiny.Multi<String> m() { return null; }", "m()",
                    "it returns io.smallrye.mutiny.Multi<java.lang.String>, " + OUTPUTS),
            Mistake.method("APublisher", "java.util.concurrent.Flow.Publisher<String> m() { return null; }", "m()",
                    "it returns java.util.concurrent.Flow$Publisher<java.lang.String>, " + OUTPUTS),
            Mistake.method("UniOfUni", "io.smallrye.mutiny.Uni<io.smallrye.mutiny.Uni<String>> m() { return null; }", "m()",
                    "it returns io.smallrye.mutiny.Uni<io.smallrye.mutiny.Uni<java.lang.String>>, " + OUTPUTS));

    private static String failure;

    static Stream<Mistake> mistakes() {
        return MISTAKES.stream();
    }

    @BeforeAll
    static void buildAnApplicationOfMistakes(@TempDir Path directory) throws Exception {
        TinyApplication application = new TinyApplication(directory)
                .source("NoNames", "class NoNames { @FunctionTool int m(int x) { return x; } }", "-g:none");
        for (Mistake mistake : MISTAKES) {
            application.source(mistake.className(), mistake.source(), "-parameters");
        }
        failure = catchThrowable(application::build).getMessage();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeFailsTheBuildAndIsToldWithItsPlace(Mistake mistake) {
        assertThat(failure).contains(mistake.message());
    }

    @Test
    void aMethodWhoseParametersHaveNoNamesFailsTheBuild() {
        assertThat(failure).contains("The method tiny.NoNames.m(int)" + CANNOT + "the name of parameter 0 is not in the"
                + " class file; allowed is a class compiled with -parameters, or @Param(name = …) on each parameter");
    }

    @Test
    void anApplicationWithoutToolsOrMistakesIsBuilt(@TempDir Path directory) {
        assertThatCode(() -> new TinyApplication(directory)
                .source("NoTools", "class NoTools { }", "-parameters")
                .build()).doesNotThrowAnyException();
    }

    @Test
    void namesGivenWithParamStandInForThoseOfTheClassFile(@TempDir Path directory) {
        assertThatCode(() -> new TinyApplication(directory)
                .source("Named", "class Named { @FunctionTool int m(@Param(name = \"x\") int x) { return x; } }", "-g:none")
                .build()).doesNotThrowAnyException();
    }
}
