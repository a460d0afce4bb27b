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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds the methods annotated {@link FunctionTool} while the application is built, makes an invoker and a schema for each, and
 * registers the {@link ToolCatalog} bean. The CDI container calls it; nothing else should. What cannot be a tool fails the build,
 * all mistakes at once.
 */
public final class FunctionToolExtension implements BuildCompatibleExtension {

    private final List<Found> found = new ArrayList<>();

    private record Found(ToolMethod tool, InvokerInfo invoker) {
    }

    /** Makes a class that has tools but neither a scope nor a stereotype a bean. */
    @Enhancement(types = Object.class, withSubtypes = true, withAnnotations = FunctionTool.class)
    public void giveScope(ClassConfig config, Messages messages) {
        ClassInfo type = config.info();
        if (type.isInterface() || type.isAbstract()) {
            return;
        }
        if (isInner(type)) {
            messages.error("The class " + type.name() + " has methods annotated @FunctionTool, but is an inner class, which cannot"
                    + " be a bean; allowed are top-level and static nested classes");
        } else if (!type.hasAnnotation(FunctionToolExtension::decidesTheScope)) {
            config.addAnnotation(Singleton.class);
        }
    }

    /** Makes an invoker for each tool of a bean. */
    @Registration(types = Object.class)
    public void findTools(BeanInfo bean, InvokerFactory factory, Messages messages) {
        if (!bean.isClassBean() || bean instanceof InterceptorInfo) {
            return;
        }
        for (MethodInfo method : toolsOf(bean.declaringClass())) {
            try {
                ToolMethod tool = ToolMethod.of(bean.declaringClass(), method);
                found.add(new Found(tool, factory.createInvoker(bean, method).withInstanceLookup().build()));
            } catch (Refusal refusal) {
                messages.error(refusal.getMessage());
            }
        }
    }

    /** Registers the catalogue. */
    @Synthesis
    public void registerCatalog(SyntheticComponents components, Messages messages) {
        found.sort(Comparator.comparing(each -> each.tool().beanClass())); // the container's order changes with each build
        Map<String, ToolMethod> byName = new HashMap<>();
        for (ToolMethod tool : found.stream().map(Found::tool).toList()) {
            ToolMethod other = byName.putIfAbsent(tool.name(), tool);
            if (other != null) {
                messages.error("Two methods are tools named '" + tool.name() + "': " + other.place() + " and " + tool.place()
                        + "; allowed is each name once, to be given with @FunctionTool(name = …)");
            }
        }
        components.addBean(ToolCatalog.class)
                .type(ToolCatalog.class)
                .scope(Singleton.class)
                .createWith(ToolCatalogCreator.class)
                .withParam(ToolCatalogCreator.INVOKERS, found.stream().map(Found::invoker).toArray(InvokerInfo[]::new))
                .withParam(ToolCatalogCreator.BEAN_CLASSES, texts(ToolMethod::beanClass))
                .withParam(ToolCatalogCreator.NAMES, texts(ToolMethod::name))
                .withParam(ToolCatalogCreator.DESCRIPTIONS, texts(ToolMethod::description))
                .withParam(ToolCatalogCreator.SCHEMAS, texts(tool -> tool.schema().toString()))
                .withParam(ToolCatalogCreator.PARAMETERS, texts(tool -> ToolParameter.write(tool.parameters()).toString()))
                .withParam(ToolCatalogCreator.THREADS, texts(tool -> tool.thread().name()));
    }

    private String[] texts(Function<ToolMethod, String> part) {
        return found.stream().map(Found::tool).map(part).toArray(String[]::new);
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
