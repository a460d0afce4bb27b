package dev.runnel.model;

import org.eclipse.microprofile.config.spi.Converter;

/** Reads a text that says something. */
public final class TextSetting implements Converter<String> {

    private static final long serialVersionUID = 1;

    @Override
    public String convert(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("it must not be blank");
        }
        return value.strip();
    }
}
