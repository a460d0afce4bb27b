package dev.runnel.tool;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Makes a method of a CDI bean a tool that a model may call. A class without a scope becomes {@code @Singleton}.
 * <p>
 * The method's parameters are the tool's: strings, primitives and their boxes, enums, records, {@code List} and {@code
 * Optional} of these; a {@link ToolContext} is injected and not shown to the model. A method that returns {@code Uni} or
 * {@code CompletionStage} is called on the run's event loop and must not block; any other runs on a virtual thread, or on a
 * worker thread before Java 21. What it returns goes to the model as text or as JSON. A method that cannot be a tool fails
 * the build.
 */
@Documented
@Retention(RUNTIME)
@Target(METHOD)
public @interface FunctionTool {

    /** What the tool does, for the model. */
    String value() default "";

    /** The tool's name, unique in the application; the method's name in snake_case if empty. */
    String name() default "";
}
