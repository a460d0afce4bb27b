package dev.runnel.tool;

import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.FieldInfo;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Brings the fields of a class into the order of its source, which the language model does not keep. */
final class DeclarationOrder {

    private DeclarationOrder() {
    }

    /** The fields as they are declared; as they come where the class cannot be loaded. Nothing of it is initialized. */
    static List<FieldInfo> of(ClassInfo type, Collection<FieldInfo> fields) {
        List<String> names;
        try {
            Class<?> loaded = Class.forName(type.name(), false, Thread.currentThread().getContextClassLoader());
            names = Arrays.stream(loaded.getDeclaredFields()).map(Field::getName).toList();
        } catch (ClassNotFoundException | LinkageError e) {
            names = List.of();
        }
        List<String> declared = names;
        return fields.stream().sorted(Comparator.comparingInt(field -> declared.indexOf(field.name()))).toList();
    }
}
