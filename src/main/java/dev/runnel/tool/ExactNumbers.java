package dev.runnel.tool;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;

/**
 * Refuses the numbers that Jackson would change in silence: it reads 128 to 255 as negative bytes, and what is too large for
 * a float as infinite.
 */
final class ExactNumbers extends SimpleModule {

    private static final long serialVersionUID = 1L;

    ExactNumbers() {
        super("runnel-exact-numbers");
        addDeserializer(byte.class, new ExactByte());
        addDeserializer(Byte.class, new ExactByte());
        addDeserializer(float.class, new ExactFloat());
        addDeserializer(Float.class, new ExactFloat());
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
}
