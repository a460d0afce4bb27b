package dev.runnel.model;

import org.eclipse.microprofile.config.spi.Converter;

/** Reads {@code true} and {@code false}; the ordinary converter takes everything that it does not know for false. */
public final class BooleanSetting implements Converter<Boolean> {

    private static final long serialVersionUID = 1;

    @Override
    public Boolean convert(String value) {
        return switch (value.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("it must be true or false");
        };
    }
}
