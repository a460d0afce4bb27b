package dev.runnel.model.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * The numbers that a schema allows.
 *
 * @param least the least of them, if there is one
 * @param most the greatest of them, if there is one
 * @param step they are multiples of it, if {@code even}; else the distance between two that are tried
 * @param even whether they are multiples of the step
 */
record NumberRange(Optional<BigDecimal> least, Optional<BigDecimal> most, BigDecimal step, boolean even) {

    private static final BigDecimal SMALL = new BigDecimal("0.001");
    private static final BigDecimal QUARTER = new BigDecimal("0.25");
    private static final int DECIMALS = 9;

    static NumberRange of(JsonNode schema, boolean whole) {
        Optional<BigDecimal> multiple = bound(schema, "multipleOf").filter(step -> step.signum() > 0);
        BigDecimal step = whole ? multiple.map(NumberRange::wholeStep).orElse(BigDecimal.ONE)
                : multiple.orElseGet(() -> between(schema));
        boolean even = whole || multiple.isPresent();
        Optional<BigDecimal> least = larger(bound(schema, "minimum").map(low -> even ? up(low, step) : low),
                bound(schema, "exclusiveMinimum").map(low -> even ? down(low, step).add(step) : low.add(step)));
        Optional<BigDecimal> most = larger(bound(schema, "maximum").map(high -> even ? down(high, step) : high)
                .map(BigDecimal::negate),
                bound(schema, "exclusiveMaximum").map(high -> even ? up(high, step).subtract(step) : high.subtract(step))
                        .map(BigDecimal::negate)).map(BigDecimal::negate);
        return new NumberRange(least, most, step, even);
    }

    /** The allowed number next to the wished one, or the one so many steps further. */
    BigDecimal nearest(BigDecimal wished, int further) {
        BigDecimal number = even ? down(wished, step) : wished.setScale(Math.min(wished.scale(), DECIMALS),
                RoundingMode.DOWN);
        number = within(number);
        BigDecimal way = step.multiply(BigDecimal.valueOf(further));
        boolean upwards = most.isEmpty() || number.add(way).compareTo(most.get()) <= 0;
        number = within(upwards ? number.add(way) : most.get().subtract(way)).stripTrailingZeros();
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    private BigDecimal within(BigDecimal number) {
        BigDecimal raised = least.isPresent() ? number.max(least.get()) : number;
        return most.isPresent() ? raised.min(most.get()) : raised;
    }

    /** A step that leaves room between two limits that are close to each other. */
    private static BigDecimal between(JsonNode schema) {
        Optional<BigDecimal> low = larger(bound(schema, "minimum"), bound(schema, "exclusiveMinimum"));
        Optional<BigDecimal> high = larger(bound(schema, "maximum").map(BigDecimal::negate),
                bound(schema, "exclusiveMaximum").map(BigDecimal::negate)).map(BigDecimal::negate);
        if (low.isEmpty() || high.isEmpty() || high.get().compareTo(low.get()) <= 0) {
            return SMALL;
        }
        return SMALL.min(high.get().subtract(low.get()).multiply(QUARTER));
    }

    /** The least whole number that is a multiple of the step. */
    private static BigDecimal wholeStep(BigDecimal step) {
        BigDecimal plain = step.stripTrailingZeros();
        if (plain.scale() <= 0) {
            return plain;
        }
        BigInteger digits = plain.unscaledValue();
        return new BigDecimal(digits.divide(digits.gcd(BigInteger.TEN.pow(plain.scale()))));
    }

    private static Optional<BigDecimal> bound(JsonNode schema, String keyword) {
        return Optional.of(schema.path(keyword)).filter(JsonNode::isNumber).map(JsonNode::decimalValue);
    }

    private static Optional<BigDecimal> larger(Optional<BigDecimal> one, Optional<BigDecimal> other) {
        return one.isPresent() && other.isPresent() ? Optional.of(one.get().max(other.get())) : one.or(() -> other);
    }

    private static BigDecimal down(BigDecimal number, BigDecimal step) {
        return number.divide(step, 0, RoundingMode.FLOOR).multiply(step);
    }

    private static BigDecimal up(BigDecimal number, BigDecimal step) {
        return number.divide(step, 0, RoundingMode.CEILING).multiply(step);
    }
}
