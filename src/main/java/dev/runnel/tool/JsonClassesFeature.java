package dev.runnel.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.List;
import org.graalvm.nativeimage.hosted.Feature;
import org.graalvm.nativeimage.hosted.RuntimeReflection;

/**
 * Gives Jackson, in a native image, the classes that tools take and return, and those annotated {@link OutputType}: whoever
 * writes a tool registers nothing. The image builder calls it, since {@code native-image.properties} names it; nothing else
 * should, and it is not part of the image.
 */
public final class JsonClassesFeature implements Feature {

    private static final List<Class<?>> ANNOTATIONS = List.of(FunctionTool.class, OutputType.class);

    @Override
    public String getDescription() {
        return "Registers what Runnel's tools take and return";
    }

    @Override
    public void beforeAnalysis(BeforeAnalysisAccess access) {
        JsonClasses classes = new JsonClasses();
        ClassPathSearch search = new ClassPathSearch(ANNOTATIONS);
        for (Path place : access.getApplicationClassPath()) {
            for (String name : namesIn(search, place)) {
                Class<?> type = access.findClassByName(name);
                if (type != null) {
                    add(classes, type);
                }
            }
        }
        classes.found().forEach(type -> register(access, type));
        classes.unknown().forEach(place -> System.out.println("Runnel: what is behind the type " + place
                + " cannot be seen by the image builder; classes that are only used there need the annotation @"
                + OutputType.class.getName()));
    }

    private static List<String> namesIn(ClassPathSearch search, Path place) {
        try {
            return search.in(place);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + place + ", which is on the image's class path", e);
        }
    }

    private static void add(JsonClasses classes, Class<?> type) {
        if (type.isAnnotationPresent(OutputType.class)) {
            classes.add(type, "annotated @OutputType");
        }
        for (Method method : declaredMethods(type)) {
            if (method.isAnnotationPresent(FunctionTool.class) && !method.isBridge()) {
                classes.addTool(method);
            }
        }
    }

    /** None where a type in a signature is not on the class path: such a bean cannot be used, as the build already found. */
    private static Method[] declaredMethods(Class<?> type) {
        try {
            return type.getDeclaredMethods();
        } catch (LinkageError e) {
            return new Method[0];
        }
    }

    private static void register(BeforeAnalysisAccess access, Class<?> type) {
        RuntimeReflection.register(type); // by its name too: that is how a parameter's type is told to Jackson
        if (type.isArray()) {
            RuntimeReflection.registerForReflectiveInstantiation(type);
        }
        if (!JsonClasses.hasMembersForJson(type)) {
            return;
        }
        registerMembers(type);
        if (!Modifier.isFinal(type.getModifiers())) {
            access.registerSubtypeReachabilityHandler((later, subtype) -> registerMembers(subtype), type);
        }
    }

    private static void registerMembers(Class<?> type) {
        RuntimeReflection.register(type);
        RuntimeReflection.register(type.getDeclaredConstructors());
        RuntimeReflection.register(type.getDeclaredMethods());
        RuntimeReflection.register(type.getDeclaredFields());
        if (type.isRecord()) {
            RuntimeReflection.registerAllRecordComponents(type);
        }
    }
}
