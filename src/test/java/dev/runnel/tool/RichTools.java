package dev.runnel.tool;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Tools whose parameters are more than plain: exact numbers, times, collections, constraints. */
class RichTools {

    enum Garment {
        SMALL, MEDIUM, LARGE, EXTRA_LARGE
    }

    record Guest(@NotBlank @JsonPropertyDescription("As in the passport") String name,
            @Min(0) @Max(17) Optional<Integer> age) {
    }

    record Booking(@Valid @Size(min = 1, max = 2) List<Guest> guests, Map<String, Extra> extras) {
    }

    record Extra(@Positive BigDecimal price) {
    }

    @FunctionTool
    String ttExact(BigInteger whole, BigDecimal part) {
        return whole + " " + part.toPlainString();
    }

    @FunctionTool
    String ttTimes(Instant at, OffsetDateTime offset, ZonedDateTime zoned) {
        return at + " " + offset + " " + zoned;
    }

    @FunctionTool
    String ttLocals(LocalDateTime at, LocalDate day, LocalTime time, Duration length) {
        return at + " " + day + " " + time + " " + length;
    }

    @FunctionTool
    String ttNames(UUID id, URI uri) {
        return id + " " + uri.getHost();
    }

    @FunctionTool
    String ttSet(Set<Integer> numbers) {
        return new TreeSet<>(numbers).toString();
    }

    @FunctionTool
    String ttMapped(Map<String, List<Integer>> numbers, Optional<Map<String, Guest>> guests) {
        return new TreeMap<>(numbers) + " " + guests;
    }

    @FunctionTool
    String ttArrays(int[] numbers, String[] words, Guest[] guests, List<double[]> rows) {
        return Arrays.toString(numbers) + Arrays.toString(words) + Arrays.toString(guests) + rows.get(0)[0];
    }

    @FunctionTool
    String ttBooking(Booking booking) {
        return booking.guests().get(0).name() + " " + booking.extras().keySet();
    }

    @FunctionTool
    Garment ttSize(Garment size) {
        return size;
    }

    @FunctionTool
    String ttBounded(@Min(1) @Max(10) @NotNull int a,
            @DecimalMin("0.5") @DecimalMax(value = "2.5", inclusive = false) double b,
            @PositiveOrZero @Min(-3) long c, @Negative BigDecimal d, @NegativeOrZero Optional<@Min(-9) Integer> e) {
        return "called";
    }

    @FunctionTool
    String ttFormed(@Pattern(regexp = "[a-z]{1,3}") String code, @NotBlank String text, @Email String mail,
            @NotEmpty List<@Max(3) Integer> few) {
        return "called";
    }

    @FunctionTool
    String ttSized(@Size(min = 2, max = 3) String word, @NotEmpty @Size(max = 2) Map<String, Integer> some,
            @Size(max = 1) String[] words) {
        return "called";
    }
}
