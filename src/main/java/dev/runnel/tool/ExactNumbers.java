package dev.runnel.tool;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Refuses the numbers that Jackson would change in silence: it reads 128 to 255 as negative bytes, and what is too large for
 * a float or a double as infinite. Decimals with an exponent whose digits would fill the memory are refused too.
 */
final class ExactNumbers extends SimpleModule {

    /** Jackson's own limit for a number that is written out: {@code StreamReadConstraints}. */
    static final int MOST_DIGITS = 1000;

    private static final long serialVersionUID = 1L;

    ExactNumbers() {
        super("runnel-exact-numbers");
        Exact<Byte> bytes = new Exact<>(byte.class, JsonToken.VALUE_NUMBER_INT, ExactNumbers::readByte);
        Exact<Float> floats = new Exact<>(float.class, JsonToken.VALUE_NUMBER_FLOAT, ExactNumbers::readFloat);
        Exact<Double> doubles = new Exact<>(double.class, JsonToken.VALUE_NUMBER_FLOAT, ExactNumbers::readDouble);
        addDeserializer(byte.class, bytes).addDeserializer(Byte.class, bytes);
        addDeserializer(float.class, floats).addDeserializer(Float.class, floats);
        addDeserializer(double.class, doubles).addDeserializer(Double.class, doubles);
        addDeserializer(BigDecimal.class,
                new Exact<>(BigDecimal.class, JsonToken.VALUE_NUMBER_FLOAT, ExactNumbers::readDecimal));
    }

    private static Optional<Byte> readByte(JsonParser json) throws IOException {
        int value = json.getIntValue();
        return value == (byte) value ? Optional.of((byte) value) : Optional.empty();
    }

    private static Optional<Float> readFloat(JsonParser json) throws IOException {
        return Optional.of(json.getFloatValue()).filter(value -> !value.isInfinite());
    }

    private static Optional<Double> readDouble(JsonParser json) throws IOException {
        return Optional.of(json.getDoubleValue()).filter(value -> !value.isInfinite());
    }

    private static Optional<BigDecimal> readDecimal(JsonParser json) throws IOException {
        return Optional.of(json.getDecimalValue()).filter(value -> Math.abs((long) value.scale()) <= MOST_DIGITS);
    }

    /** Reads a number; empty for one that would be changed. */
    @FunctionalInterface
    private interface Reading<T> {
        Optional<T> read(JsonParser json) throws IOException;
    }

    private static final class Exact<T> extends StdScalarDeserializer<T> {

        private static final long serialVersionUID = 1L;

        private final JsonToken token;
        private final transient Reading<T> reading;

        Exact(Class<T> type, JsonToken token, Reading<T> reading) {
            super(type);
            this.token = token;
            this.reading = reading;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return reading.read(json).orElseThrow(
                    () -> new InputCoercionException(json, "out of range", token, handledType()));
        }
    }
}
