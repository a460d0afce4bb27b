package dev.runnel.tool;

import dev.runnel.context.RunContext;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The classes that Jackson meets when it reads or writes values of some types: those types, and in turn what their
 * components, fields and getters are made of. It sees signatures, not values: what is said to be an {@code Object} is {@link
 * #unknown()}. Not for use by several threads.
 */
final class JsonClasses {

    private static final Set<Class<?>> INJECTED = Set.of(ToolContext.class, RunContext.class);

    private final Set<Class<?>> found = new LinkedHashSet<>();
    private final Set<String> unknown = new LinkedHashSet<>();

    /** All classes found, those of the JDK and arrays too. */
    Set<Class<?>> found() {
        return Collections.unmodifiableSet(found);
    }

    /** The places whose type tells nothing of the classes there, each as one phrase for the developer. */
    Set<String> unknown() {
        return Collections.unmodifiableSet(unknown);
    }

    /** Adds what a tool takes and returns. */
    void addTool(Method method) {
        String place = method.getDeclaringClass().getName() + "." + method.getName();
        for (Parameter parameter : method.getParameters()) {
            if (!INJECTED.contains(parameter.getType())) {
                add(parameter.getParameterizedType(), "a parameter of the tool " + place);
            }
        }
        if (method.getReturnType() != void.class) {
            add(method.getGenericReturnType(), "the tool " + place + " returns it");
        }
    }

    /** Adds a type and what it is made of. */
    void add(Type type, String place) {
        if (type instanceof Class<?> each) {
            if (each == Object.class || each.getTypeParameters().length > 0) {
                addUnknown(each, place);
            }
            addClass(each, place);
        } else if (type instanceof ParameterizedType generic) {
            addClass((Class<?>) generic.getRawType(), place);
            for (Type argument : generic.getActualTypeArguments()) {
                add(argument, place);
            }
        } else if (type instanceof GenericArrayType array) {
            add(array.getGenericComponentType(), place);
        } else if (!(type instanceof TypeVariable<?> variable && found.contains(variable.getGenericDeclaration()))) {
            addUnknown(type, place);
        } // a variable of a class that was found stands for an argument, which was found with it
    }

    private void addUnknown(Type type, String place) {
        unknown.add(type.getTypeName() + " (" + place + ")");
    }

    private void addClass(Class<?> type, String place) {
        if (type == Object.class || type.isPrimitive() || type == Void.class || !found.add(type)) {
            return;
        }
        if (type.isArray()) {
            add(type.getComponentType(), place);
        } else if (hasMembersForJson(type)) {
            addMembers(type);
        }
    }

    /** Whether Jackson reads or writes such values by their members; those of the JDK and its own it knows otherwise. */
    static boolean hasMembersForJson(Class<?> type) {
        return !type.isArray() && !type.isPrimitive() && !type.getName().startsWith("java.")
                && !type.getName().startsWith("com.fasterxml.jackson.") && !type.getName().startsWith("io.smallrye.mutiny.");
    }

    private void addMembers(Class<?> type) {
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                add(permitted, "permitted by " + type.getName());
            }
        }
        if (type.getSuperclass() != null && hasMembersForJson(type.getSuperclass())) {
            add(type.getGenericSuperclass(), "the superclass of " + type.getName());
        }
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                add(component.getGenericType(), "the component '" + component.getName() + "' of " + type.getName());
            }
            return;
        }
        for (Method method : type.getDeclaredMethods()) {
            if (isGetter(method)) {
                add(method.getGenericReturnType(), "the getter " + type.getName() + "." + method.getName());
            }
        }
        for (Field field : type.getDeclaredFields()) {
            boolean settable = Modifier.isPublic(field.getModifiers()) && !Modifier.isStatic(field.getModifiers());
            if (!field.isSynthetic() && settable) {
                add(field.getGenericType(), "the field " + type.getName() + "." + field.getName());
            }
        }
    }

    private static boolean isGetter(Method method) {
        return Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic()
                && method.getParameterCount() == 0
                && (method.getName().startsWith("get") || method.getName().startsWith("is"))
                && method.getReturnType() != void.class && !method.getDeclaringClass().isEnum();
    }
}
