package dev.runnel.tool;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Marks a class that is read from or written as JSON but cannot be seen in the signature of a {@link FunctionTool} method:
 * an agent's output type, a handoff's input type, what a tool returns as {@code Object}. A record or an enum gets a JSON
 * schema while the application is built, as tools' parameters do. In a native image Jackson knows the members of this class,
 * and of all that its members are made of; on the JVM it knows them anyway.
 */
@Documented
@Retention(RUNTIME)
@Target(TYPE)
public @interface OutputType {
}
