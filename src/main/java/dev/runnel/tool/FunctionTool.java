package dev.runnel.tool;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Makes a method of a CDI bean a tool that a model may call. A class without a scope becomes {@code @Singleton}.
 * <p>
 * The method's parameters are the tool's: strings, primitives and their boxes, {@code BigInteger} and {@code BigDecimal},
 * {@code UUID} and {@code URI}, the instants, dates, times and durations of {@code java.time}, enums, records, arrays, {@code
 * List}, {@code Set}, {@code Map} with strings as keys, and {@code Optional} of these; a {@link ToolContext} is injected and
 * not shown to the model. The constraints of Jakarta Validation on parameters, elements and records' components go into the
 * schema, and are checked before the method is called, also without a validator; one that a schema cannot say fails the
 * build.
 * <p>
 * The schema is strict, so that the model is held to it. That mode knows neither maps nor sets nor sizes of strings: a tool
 * that takes a {@code Map} or a {@code Set}, or a string with {@code @Size} or {@code @NotEmpty}, is told to the model as not
 * strict. What the model gives is checked all the same.
 * <p>
 * A method that returns {@code Uni} or {@code CompletionStage} is called on the run's event loop and must not block; any
 * other runs on a virtual thread, or on a worker thread before Java 21. What it returns goes to the model as text or as JSON.
 * A method that cannot be a tool fails the build.
 */
@Documented
@Retention(RUNTIME)
@Target(METHOD)
public @interface FunctionTool {

    /** What the tool does, for the model. */
    String value() default "";

    /** The tool's name, unique in the application; the method's name in snake_case if empty. */
    String name() default "";

    /**
     * Whether every call waits for a person's consent: the run is interrupted until somebody approves or rejects it. For
     * some calls only: {@link Tool#withOptions} with {@link ToolOptions#withNeedsApproval}, on the catalogue's tool.
     */
    boolean needsApproval() default false;
}
