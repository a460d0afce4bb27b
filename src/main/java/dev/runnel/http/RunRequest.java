package dev.runnel.http;

import dev.runnel.model.JsonText;
import dev.runnel.model.ResponseItem;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code POST /runs} asks for.
 *
 * @param agent the name of the agent
 * @param input the conversation so far, at least one item
 * @param maxTurns the most turns, at least 1; empty for the configured number
 * @param maxRunTime the longest time of the run; empty for the configured one
 * @param rawEvents whether the model's own events are wanted
 * @param context for the application's {@link RunContextFactory}; empty where the field is absent
 */
record RunRequest(String agent, List<ResponseItem> input, OptionalInt maxTurns, Optional<Duration> maxRunTime,
        boolean rawEvents, Optional<JsonText> context) {

    RunRequest {
        Objects.requireNonNull(agent, "agent");
        input = List.copyOf(input);
        Objects.requireNonNull(maxTurns, "maxTurns");
        Objects.requireNonNull(maxRunTime, "maxRunTime");
        Objects.requireNonNull(context, "context");
    }
}
