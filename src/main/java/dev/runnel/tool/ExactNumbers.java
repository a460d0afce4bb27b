package dev.runnel.tool;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.math.BigDecimal;

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
        addDeserializer(byte.class, new ExactByte());
        addDeserializer(Byte.class, new ExactByte());
        addDeserializer(float.class, new ExactFloat());
        addDeserializer(Float.class, new ExactFloat());
        addDeserializer(double.class, new ExactDouble());
        addDeserializer(Double.class, new ExactDouble());
        addDeserializer(BigDecimal.class, new ShortDecimal());
    }

    private static final class ExactByte extends StdScalarDeserializer<Byte> {

        private static final long serialVersionUID = 1L;

        ExactByte() {
            super(Byte.class);
        }

        @Override
        public Byte deserialize(JsonParser json, DeserializationContext context) throws IOException {
            int value = json.getIntValue();
            if (value != (byte) value) {
                throw new InputCoercionException(json, "out of range", JsonToken.VALUE_NUMBER_INT, byte.class);
            }
            return (byte) value;
        }
    }

    private static final class ExactFloat extends StdScalarDeserializer<Float> {

        private static final long serialVersionUID = 1L;

        ExactFloat() {
            super(Float.class);
        }

        @Override
        public Float deserialize(JsonParser json, DeserializationContext context) throws IOException {
            float value = json.getFloatValue();
            if (Float.isInfinite(value)) {
                throw new InputCoercionException(json, "out of range", JsonToken.VALUE_NUMBER_FLOAT, float.class);
            }
            return value;
        }
    }

    private static final class ExactDouble extends StdScalarDeserializer<Double> {

        private static final long serialVersionUID = 1L;

        ExactDouble() {
            super(Double.class);
        }

        @Override
        public Double deserialize(JsonParser json, DeserializationContext context) throws IOException {
            double value = json.getDoubleValue();
            if (Double.isInfinite(value)) {
                throw new InputCoercionException(json, "out of range", JsonToken.VALUE_NUMBER_FLOAT, double.class);
            }
            return value;
        }
    }

    private static final class ShortDecimal extends StdScalarDeserializer<BigDecimal> {

        private static final long serialVersionUID = 1L;

        ShortDecimal() {
            super(BigDecimal.class);
        }

        @Override
        public BigDecimal deserialize(JsonParser json, DeserializationContext context) throws IOException {
            BigDecimal value = json.getDecimalValue();
            if (Math.abs((long) value.scale()) > MOST_DIGITS) {
                throw new InputCoercionException(json, "out of range", JsonToken.VALUE_NUMBER_FLOAT, BigDecimal.class);
            }
            return value;
        }
    }
}
