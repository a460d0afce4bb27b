package dev.runnel.tool;

import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.enterprise.lang.model.declarations.ParameterInfo;
import jakarta.enterprise.lang.model.types.Type;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A method annotated {@link FunctionTool}, as it is seen while the application is built.
 *
 * @param place the bean's class and the method, for the developer
 * @param beanClass the binary name of the bean's class
 * @param name the tool's name
 * @param description what it does, for the model; may be empty
 * @param schema the schema of its arguments, and whether it is strict
 * @param parameters its parameters in the method's order
 * @param thread where it is called
 * @param options what else the runner does around its calls
 */
record ToolMethod(String place, String beanClass, String name, String description, JsonSchemas.Schema schema,
        List<ToolParameter> parameters, ToolThread thread, DeclaredOptions options) {

    /** @throws Refusal if the method cannot be a tool */
    static ToolMethod of(ClassInfo beanClass, MethodInfo method) {
        String place = place(beanClass, method);
        try {
            checkCallable(beanClass, method);
            ToolReturn.check(method.returnType());
            AnnotationInfo annotation = method.annotation(FunctionTool.class);
            List<ToolParameter> parameters = new ArrayList<>();
            List<JsonSchemas.Property> properties = new ArrayList<>();
            for (int i = 0; i < method.parameters().size(); i++) {
                ParameterInfo parameter = method.parameters().get(i);
                Optional<Type> maybe = JsonSchemas.optional(parameter.type());
                ToolParameter known = new ToolParameter(name(parameter), CanonicalType.of(maybe.orElse(parameter.type())),
                        maybe.isPresent());
                parameters.add(known);
                if (!known.isInjected()) {
                    requireName(known, parameter, i);
                    String meaning = Texts.of(parameter.annotation(Param.class), "value");
                    properties.add(new JsonSchemas.Property(known.name(), meaning, parameter.type(), parameter.annotations(),
                            "parameter '" + known.name() + "'"));
                }
            }
            return new ToolMethod(place, beanClass.name(), toolName(annotation, method), Texts.of(annotation, "value"),
                    JsonSchemas.object(properties), parameters, ToolThread.of(method.returnType()),
                    DeclaredOptions.of(annotation));
        } catch (Refusal refusal) {
            throw new Refusal("The method " + place + " cannot be a @FunctionTool: " + refusal.getMessage());
        }
    }

    /** {@code com.acme.WeatherTools.forecast(java.lang.String)}, and the bean's class where the method is inherited. */
    private static String place(ClassInfo beanClass, MethodInfo method) {
        String types = method.parameters().stream().map(each -> shown(each.type())).collect(Collectors.joining(", "));
        String declaring = method.declaringClass().name();
        String bean = declaring.equals(beanClass.name()) ? "" : " of the bean " + beanClass.name();
        return declaring + "." + method.name() + "(" + types + ")" + bean;
    }

    private static void checkCallable(ClassInfo beanClass, MethodInfo method) {
        if (Modifier.isPrivate(method.modifiers())) {
            throw new Refusal("it is private; allowed is every other visibility");
        }
        if (method.isStatic()) {
            throw new Refusal("it is static; allowed are methods of a bean's instance");
        }
        ClassInfo declaring = method.declaringClass();
        if (!Modifier.isPublic(method.modifiers()) && !packageOf(declaring).equals(packageOf(beanClass))) {
            throw new Refusal("it is inherited from another package and not public; allowed is a public method there");
        }
    }

    private static String packageOf(ClassInfo type) {
        return type.name().substring(0, Math.max(0, type.name().lastIndexOf('.')));
    }

    private static String toolName(AnnotationInfo annotation, MethodInfo method) {
        String given = Texts.of(annotation, "name");
        String name = given.isEmpty() ? SnakeCase.of(method.name()) : given;
        if (!Tool.isName(name)) {
            throw new Refusal("'" + name + "' cannot be a tool's name; allowed are 1 to 64 letters, digits, '_' and '-',"
                    + " to be given with @FunctionTool(name = …) where the method's name does not do");
        }
        return name;
    }

    private static String name(ParameterInfo parameter) {
        String given = Texts.of(parameter.annotation(Param.class), "name");
        return given.isEmpty() ? parameter.name() : given;
    }

    /** Where a class file names no parameters, the index calls them so. */
    private static void requireName(ToolParameter known, ParameterInfo parameter, int position) {
        if (known.name().equals("arg" + position) && Texts.of(parameter.annotation(Param.class), "name").isEmpty()) {
            throw new Refusal("the name of parameter " + position + " is not in the class file; allowed is a class compiled"
                    + " with -parameters, or @Param(name = …) on each parameter");
        }
    }

    private static String shown(Type type) {
        return switch (type.kind()) {
            case PRIMITIVE -> type.asPrimitive().name();
            case CLASS -> type.asClass().declaration().name();
            case PARAMETERIZED_TYPE -> type.asParameterizedType().declaration().name()
                    + type.asParameterizedType().typeArguments().stream().map(ToolMethod::shown)
                            .collect(Collectors.joining(",", "<", ">"));
            case ARRAY -> shown(type.asArray().componentType()) + "[]";
            default -> type.toString();
        };
    }
}
