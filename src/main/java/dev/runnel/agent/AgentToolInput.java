package dev.runnel.agent;

import dev.runnel.model.JsonText;
import dev.runnel.model.Message;
import dev.runnel.model.ResponseItem;
import dev.runnel.tool.ToolContext;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Makes of the arguments of a call what the agent begins with that is called. */
@FunctionalInterface
public interface AgentToolInput {

    /** The argument {@code input} as the words of a user: what goes with the parameters that a tool has unless set. */
    AgentToolInput TEXT = of(arguments -> arguments.string("input").orElse(""));

    /** All arguments as the words of a user, as JSON: what goes with other parameters. */
    AgentToolInput STRUCTURED = of(arguments -> "You are called as a tool. This is the structured input of the call:\n\n"
            + arguments);

    /**
     * The input. Called on the run's event loop, so it must not block.
     *
     * @param call the call
     * @param arguments its arguments, which fit the tool's parameters
     */
    Uni<List<ResponseItem>> of(ToolContext call, JsonText arguments);

    /** One that makes the words of a user. */
    static AgentToolInput of(Function<JsonText, String> words) {
        Objects.requireNonNull(words, "words");
        return (call, arguments) -> Uni.createFrom().item(List.of(Message.user(words.apply(arguments))));
    }
}
