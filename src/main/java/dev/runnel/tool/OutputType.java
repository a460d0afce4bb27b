package dev.runnel.tool;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Marks a class that is read from or written as JSON but cannot be seen in the signature of a {@link FunctionTool} method:
 * what a tool returns as {@code Object}, say. In a native image Jackson knows the members of this class, and of
 * all that its members are made of; on the JVM the annotation changes nothing.
 */
@Documented
@Retention(RUNTIME)
@Target(TYPE)
public @interface OutputType {
}
