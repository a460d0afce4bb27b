package dev.runnel.tool;

import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.RECORD_COMPONENT;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Describes a parameter of a {@link FunctionTool}, or a component of a record that is one, to the model. */
@Documented
@Retention(RUNTIME)
@Target({ PARAMETER, RECORD_COMPONENT })
public @interface Param {

    /** What the parameter means, for the model. */
    String value() default "";

    /** The name that the model sees; the parameter's own, as it is written, if empty. */
    String name() default "";
}
