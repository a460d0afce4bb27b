package dev.runnel.model;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.Objects;

/**
 * A setting whose values have a range. What has the wrong form never comes here: the configuration refuses it by itself.
 * Immutable and thread-safe.
 *
 * @param name the setting's name, for example {@code runnel.http.heartbeat}
 * @param least the least value
 * @param most the greatest value
 * @param allowed the range in words, for a person
 */
public record Setting<T extends Comparable<? super T>>(String name, T least, T most, String allowed) {

    public Setting {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(least, "least");
        Objects.requireNonNull(most, "most");
        Objects.requireNonNull(allowed, "allowed");
    }

    /**
     * The value, if it is in the range.
     *
     * @throws ConfigurationException naming the setting, the value and what is allowed; Quarkus then prints that one line
     *         and does not start
     */
    public T check(T value) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new ConfigurationException(name + " is " + words(value) + ", it must be " + allowed);
        }
        return value;
    }

    private static String words(Object value) {
        return value instanceof Duration time ? time.toMillis() + " ms" : value.toString();
    }
}
