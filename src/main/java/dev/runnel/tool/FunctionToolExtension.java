package dev.runnel.tool;

import jakarta.enterprise.context.NormalScope;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.InterceptorInfo;
import jakarta.enterprise.inject.build.compatible.spi.InvokerFactory;
import jakarta.enterprise.inject.build.compatible.spi.InvokerInfo;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticObserverBuilder;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.inject.Scope;
import jakarta.inject.Singleton;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds the methods annotated {@link FunctionTool} while the application is built, makes an invoker and a schema for each,
 * and hands them to the {@link ToolCatalog}. The CDI container calls it; nothing else should. What cannot be a tool fails
 * the build, all mistakes at once.
 */
public final class FunctionToolExtension implements BuildCompatibleExtension {

    private final List<Found> found = new ArrayList<>();
    private final Set<String> beans = new HashSet<>();
    private final Map<String, ClassInfo> outputTypes = new TreeMap<>();

    private record Found(ClassInfo beanClass, ToolMethod tool, InvokerInfo invoker) {
    }

    /** Makes a class that has tools but neither a scope nor a stereotype a bean. */
    @Enhancement(types = Object.class, withSubtypes = true, withAnnotations = FunctionTool.class)
    public void giveScope(ClassConfig config, Messages messages) {
        ClassInfo type = config.info();
        if (type.isInterface() || type.isAbstract()) {
            return;
        }
        if (isInner(type)) {
            messages.error("The class " + type.name() + " has methods annotated @FunctionTool, but is an inner class, which"
                    + " cannot be a bean; allowed are top-level and static nested classes");
        } else if (!type.hasAnnotation(FunctionToolExtension::decidesTheScope)) {
            config.addAnnotation(Singleton.class);
        }
    }

    /**
     * Finds the types that tools' signatures do not tell of. For the container, records and enums are no subtypes of Object.
     */
    @Enhancement(types = { Object.class, Record.class, Enum.class }, withSubtypes = true, withAnnotations = OutputType.class)
    public void findOutputTypes(ClassConfig config) {
        ClassInfo type = config.info();
        if (type.hasAnnotation(OutputType.class)) { // the container asks for it on any member too
            outputTypes.put(type.name(), type);
        }
    }

    /** Makes an invoker for each tool of a bean. */
    @Registration(types = Object.class)
    public void findTools(BeanInfo bean, InvokerFactory factory, Messages messages) {
        if (!bean.isClassBean() || bean instanceof InterceptorInfo) {
            return;
        }
        beans.add(bean.declaringClass().name());
        for (MethodInfo method : toolsOf(bean.declaringClass())) {
            try {
                ToolMethod tool = ToolMethod.of(bean.declaringClass(), method);
                InvokerInfo invoker = factory.createInvoker(bean, method).withInstanceLookup().build();
                found.add(new Found(bean.declaringClass(), tool, invoker));
            } catch (Refusal refusal) {
                messages.error(refusal.getMessage());
            }
        }
    }

    /** Registers an observer for each bean class, which gives its tools to the catalogue. */
    @Synthesis
    public void registerTools(SyntheticComponents components, Messages messages) {
        found.sort(Comparator.comparing(each -> each.tool().beanClass())); // the container's order changes with each build
        Map<String, ToolMethod> byName = new HashMap<>();
        Map<String, List<Found>> byClass = new LinkedHashMap<>();
        for (Found each : found) {
            ToolMethod tool = each.tool();
            ToolMethod other = byName.putIfAbsent(tool.name(), tool);
            if (other != null) {
                messages.error("Two methods are tools named '" + tool.name() + "': " + other.place() + " and " + tool.place()
                        + "; allowed is each name once, to be given with @FunctionTool(name = …)");
            }
            tool.options().beans().filter(name -> !beans.contains(name)).forEach(name -> messages.error("The method "
                    + tool.place() + " cannot be a @FunctionTool: it names " + name + ", which is no bean; allowed are"
                    + " classes with a scope, such as @Singleton"));
            byClass.computeIfAbsent(tool.beanClass(), none -> new ArrayList<>()).add(each);
        }
        byClass.forEach((beanClass, tools) -> components.addObserver(ToolSearch.class)
                .declaringClass(tools.get(0).beanClass())
                .observeWith(ToolsOfClass.class)
                .withParam(ToolsOfClass.BEAN_CLASS, beanClass)
                .withParam(ToolsOfClass.INVOKERS, tools.stream().map(Found::invoker).toArray(InvokerInfo[]::new))
                .withParam(ToolsOfClass.NAMES, texts(tools, ToolMethod::name))
                .withParam(ToolsOfClass.DESCRIPTIONS, texts(tools, ToolMethod::description))
                .withParam(ToolsOfClass.SCHEMAS, texts(tools, tool -> tool.schema().text().toString()))
                .withParam(ToolsOfClass.STRICT, texts(tools, tool -> Boolean.toString(tool.schema().strict())))
                .withParam(ToolsOfClass.PARAMETERS, texts(tools, tool -> ToolParameter.write(tool.parameters()).toString()))
                .withParam(ToolsOfClass.THREADS, texts(tools, tool -> tool.thread().name()))
                .withParam(ToolsOfClass.OPTIONS, texts(tools, tool -> tool.options().write().toString())));
    }

    /**
     * Registers an observer for each output type that can have a schema. One that cannot is only what a tool returns, and
     * is refused where it is asked for.
     */
    @Synthesis
    public void registerOutputTypes(SyntheticComponents components) {
        outputTypes.forEach((name, type) -> {
            SyntheticObserverBuilder<ToolSearch> observer = components.addObserver(ToolSearch.class)
                    .declaringClass(type).observeWith(SchemaOfType.class).withParam(SchemaOfType.TYPE, type);
            try {
                JsonSchemas.Schema schema = JsonSchemas.of(type, "The class " + name + ", annotated @OutputType,");
                observer.withParam(SchemaOfType.SCHEMA, schema.text().toString())
                        .withParam(SchemaOfType.STRICT, Boolean.toString(schema.strict()));
            } catch (Refusal refusal) {
                observer.withParam(SchemaOfType.REFUSAL, refusal.getMessage());
            }
        });
    }

    private static String[] texts(List<Found> tools, Function<ToolMethod, String> part) {
        return tools.stream().map(Found::tool).map(part).toArray(String[]::new);
    }

    private static boolean isInner(ClassInfo type) {
        return type.name().indexOf('$') >= 0 && !Modifier.isStatic(type.modifiers());
    }

    private static boolean decidesTheScope(AnnotationInfo annotation) {
        ClassInfo declaration = annotation.declaration();
        return declaration.hasAnnotation(Scope.class) || declaration.hasAnnotation(NormalScope.class)
                || declaration.hasAnnotation(Stereotype.class);
    }

    /** The annotated methods that a class has or inherits; one that is overridden counts as its override is annotated. */
    private static List<MethodInfo> toolsOf(ClassInfo type) {
        Set<String> seen = new HashSet<>();
        return methodsOf(type).stream()
                .filter(method -> seen.add(signature(method)))
                .filter(method -> method.hasAnnotation(FunctionTool.class))
                .toList();
    }

    private static Collection<MethodInfo> methodsOf(ClassInfo type) {
        try {
            return type.methods();
        } catch (NullPointerException e) {
            // ArC's answer where a supertype is not on the class path; such a bean cannot be used, so it has no tools either
            return List.of();
        }
    }

    private static String signature(MethodInfo method) {
        String types = method.parameters().stream().map(each -> each.type().toString()).collect(Collectors.joining(","));
        String owner = Modifier.isPrivate(method.modifiers()) ? method.declaringClass().name() : "";
        return owner + method.name() + "(" + types + ")";
    }
}
