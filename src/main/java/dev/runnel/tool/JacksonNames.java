package dev.runnel.tool;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.AnnotationTarget;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.FieldInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.enterprise.lang.model.declarations.ParameterInfo;
import jakarta.enterprise.lang.model.declarations.RecordComponentInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The names by which Jackson knows the constants of an enum and the components of a record, seen while the application is
 * built. {@code @JsonProperty} is honoured; an annotation that changes the JSON in a way not understood here is refused,
 * since the model would otherwise be told another form than Jackson reads.
 */
final class JacksonNames {

    /** The access flag of a field that is an enum's constant: JVM specification, table 4.5-A. */
    private static final int ENUM_CONSTANT = 0x4000;

    private static final Set<String> UNDERSTOOD = Set.of(JsonProperty.class.getName(), JsonAlias.class.getName(),
            JsonInclude.class.getName(), JsonPropertyOrder.class.getName(), JsonPropertyDescription.class.getName());

    private JacksonNames() {
    }

    /** @throws Refusal for annotations of Jackson that are not understood */
    static List<String> constants(ClassInfo type, String place) {
        checkMembers(type, place);
        return DeclarationOrder.of(type, type.fields()).stream()
                .filter(field -> (field.modifiers() & ENUM_CONSTANT) != 0)
                .map(JacksonNames::name)
                .toList();
    }

    /** @throws Refusal for annotations of Jackson that are not understood, and for {@link Param#name()} */
    static List<JsonSchemas.Property> components(ClassInfo type, String place) {
        checkMembers(type, place);
        List<JsonSchemas.Property> properties = new ArrayList<>();
        for (RecordComponentInfo component : inOrder(type)) {
            String where = "the component '" + component.name() + "' of " + type.name() + " (" + place + ")";
            AnnotationInfo param = component.annotation(Param.class);
            if (!Texts.of(param, "name").isEmpty()) {
                throw new Refusal(where + " has a @Param(name = …), which Jackson does not know;"
                        + " allowed is @JsonProperty to name a component");
            }
            String description = Texts.of(param, "value").isEmpty()
                    ? Texts.of(component.field().annotation(JsonPropertyDescription.class), "value")
                    : Texts.of(param, "value");
            properties.add(new JsonSchemas.Property(name(component.field()), description, component.type(),
                    component.field().annotations(), where));
        }
        return properties;
    }

    private static String name(FieldInfo field) {
        String given = Texts.of(field.annotation(JsonProperty.class), "value");
        return given.isEmpty() ? field.name() : given;
    }

    /** Components as they are written: the index sorts them by name, the canonical constructor does not. */
    private static Collection<RecordComponentInfo> inOrder(ClassInfo type) {
        Collection<RecordComponentInfo> components = type.recordComponents();
        for (MethodInfo constructor : type.constructors()) {
            List<RecordComponentInfo> ordered = constructor.parameters().stream()
                    .map(ParameterInfo::name)
                    .flatMap(name -> find(components, name).stream())
                    .toList();
            if (ordered.size() == components.size() && constructor.parameters().size() == components.size()) {
                return ordered;
            }
        }
        return components;
    }

    private static Optional<RecordComponentInfo> find(Collection<RecordComponentInfo> components, String name) {
        return components.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    private static void checkMembers(ClassInfo type, String place) {
        check(type, type, place);
        type.fields().forEach(field -> check(field, type, place));
        type.constructors().forEach(constructor -> check(constructor, type, place));
        type.methods().forEach(method -> check(method, type, place));
    }

    private static void check(AnnotationTarget target, ClassInfo type, String place) {
        for (AnnotationInfo annotation : target.annotations()) {
            if (annotation.name().startsWith("com.fasterxml.jackson.") && !UNDERSTOOD.contains(annotation.name())) {
                throw new Refusal(place + " has the type " + type.name() + ", and its annotation @" + annotation.name()
                        + " is not understood here; allowed is @JsonProperty to name components and constants");
            }
        }
    }
}
