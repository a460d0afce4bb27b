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
 * {@code UUID} and {@code URI}, the instants, dates, times and durations of {@code java.time}, enums, records, arrays,
 * {@code List}, {@code Set}, {@code Map} with strings as keys, and {@code Optional} of these; a {@link ToolContext} is
 * injected and not shown to the model. The constraints of Jakarta Validation on parameters, elements and records' components
 * go into the schema, and are checked before the method is called, also without a validator; one that a schema cannot say
 * fails the build.
 * <p>
 * The schema is strict, so that the model is held to it. That mode knows neither maps nor sets nor sizes of strings: a tool
 * that takes a {@code Map} or a {@code Set}, or a string with {@code @Size} or {@code @NotEmpty}, is told to the model as
 * not strict. What the model gives is checked all the same.
 * <p>
 * A method that returns {@code Uni} or {@code CompletionStage} is called on the run's event loop and must not block; any
 * other runs on a virtual thread, or on a worker thread before Java 21. What it returns goes to the model as text or as
 * JSON. A method that cannot be a tool fails the build.
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
     * Whether every call waits for a person's consent: the run is interrupted until somebody approves or rejects it.
     */
    boolean needsApproval() default false;

    /** The bean that says which calls wait for a person's consent, by its class; none wait if none is named. */
    Class<? extends NeedsApproval> approvalRule() default NeedsApproval.Never.class;

    /** The bean that says whether the tool is there in a turn, by its class; always if none is named. */
    Class<? extends Enabled> isEnabled() default Enabled.Always.class;

    /**
     * The bean that has words for the model where the tool fails, by its class; {@link ToolErrorFunction.Raise} where a
     * failure ends the run. The Agents SDK's text if none is named.
     */
    Class<? extends ToolErrorFunction> failureErrorFunction() default ToolErrorFunction.Default.class;

    /**
     * The longest time of a call, for example {@code 500ms}, {@code 15s} or {@code PT1M30S}, 1 ms to 365 days. A call that
     * takes longer is cancelled: its thread is interrupted, or its {@code Uni} cancelled. No limit if empty.
     */
    String timeout() default "";

    /** Whether the model is told of a timeout, or the run fails with a {@link ToolTimeoutException}. */
    TimeoutBehavior timeoutBehavior() default TimeoutBehavior.ERROR_AS_RESULT;

    /** The bean that has words for a timeout, by its class; the Agents SDK's text if none is named. */
    Class<? extends ToolErrorFunction> timeoutErrorFunction() default ToolErrorFunction.Default.class;

    /** The beans that look at a call before the method is called, by their classes, in this order. */
    Class<? extends ToolInputGuardrail>[] toolInputGuardrails() default {};

    /** The beans that look at what the method gave, by their classes, in this order. */
    Class<? extends ToolOutputGuardrail>[] toolOutputGuardrails() default {};
}
