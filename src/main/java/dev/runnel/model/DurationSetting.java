package dev.runnel.model;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads a duration as Quarkus does, and says what is allowed where that fails. */
public final class DurationSetting implements Converter<Duration> {

    private static final long serialVersionUID = 1;

    @Override
    public Duration convert(String value) {
        try {
            return new DurationConverter().convert(value);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException("it must be a duration, for example 500ms, 15s, 5m or PT1M30S");
        }
    }
}
