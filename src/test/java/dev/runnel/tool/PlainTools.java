package dev.runnel.tool;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.runnel.context.RunContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tools of every type of parameter, in a class without a scope and with no public member: the shortest that users write. */
class PlainTools {

    enum Unit {
        CELSIUS,
        @JsonProperty("fahrenheit")
        FAHRENHEIT
    }

    record Place(@Param("The city's name") String town, @JsonProperty("zip_code") Optional<String> zip) {
    }

    record Trip(Place start, List<Place> stops, Optional<Place> end, int days) {
        Trip {
            if (days < 0) {
                throw new IllegalArgumentException("days is negative, but must be 0 or more");
            }
        }
    }

    @FunctionTool("Picks how many jokes to tell.")
    int ttHowManyJokes() {
        return 7;
    }

    @FunctionTool
    String ttText(@Param("What to say") String text, @Param(name = "how_often") Optional<Integer> times) {
        return text.repeat(times.orElse(1));
    }

    @FunctionTool
    String ttPrimitives(boolean a, byte b, short c, int d, long e, float f, double g) {
        return a + " " + b + " " + c + " " + d + " " + e + " " + f + " " + g;
    }

    @FunctionTool
    String ttBoxes(Boolean a, Byte b, Short c, Integer d, Long e, Float f, Double g) {
        return a + " " + b + " " + c + " " + d + " " + e + " " + f + " " + g;
    }

    @FunctionTool
    List<Unit> ttUnits(Unit unit, List<Unit> more, Optional<Unit> last, Optional<List<String>> words) {
        return Stream.concat(Stream.of(unit), more.stream()).toList();
    }

    @FunctionTool
    int ttNumbers(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).sum();
    }

    @FunctionTool
    Trip ttTrip(Trip trip) {
        return trip;
    }

    @FunctionTool
    String ttContexts(ToolContext tool, String text, RunContext run) {
        return tool.callId() + " " + text + " " + run.runId() + " " + (tool.run() == run);
    }
}
