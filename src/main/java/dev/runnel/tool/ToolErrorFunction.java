package dev.runnel.tool;

import io.smallrye.mutiny.Uni;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * What the model is told where a tool fails. A lambda, or a bean of the application that
 * {@link FunctionTool#failureErrorFunction()} or {@link FunctionTool#timeoutErrorFunction()} names.
 */
@FunctionalInterface
public interface ToolErrorFunction {

    /** The Agents SDK's text, with the failure's message. */
    ToolErrorFunction DEFAULT = new Default();

    /** Nothing: the failure ends the run. */
    ToolErrorFunction RAISE = new Raise();

    /**
     * The words for the model, which become the call's output. Called on the run's event loop, so it must not block; the
     * words may come from any thread. A failure of this function itself ends the run.
     *
     * @param call the call
     * @param error what went wrong: what the tool threw, an {@link InvalidToolInputException} for arguments that do not fit,
     *        a {@link ToolTimeoutException} where it took too long
     */
    Uni<String> text(ToolContext call, Throwable error);

    /** One whose words are at hand. */
    static ToolErrorFunction of(BiFunction<ToolContext, Throwable, String> words) {
        Objects.requireNonNull(words, "words");
        return (call, error) -> Uni.createFrom().item(words.apply(call, error));
    }

    /** The Agents SDK's text. */
    final class Default implements ToolErrorFunction {

        private Default() {
        }

        @Override
        public Uni<String> text(ToolContext call, Throwable error) {
            return Uni.createFrom().item("An error occurred while running the tool. Please try again. Error: "
                    + message(error));
        }

        private static String message(Throwable error) {
            try {
                return Objects.requireNonNullElseGet(error.getMessage(), error.getClass()::getSimpleName);
            } catch (RuntimeException itsMessageFailed) {
                return "it cannot be told";
            }
        }
    }

    /** No words: the failure ends the run. */
    final class Raise implements ToolErrorFunction {

        private Raise() {
        }

        @Override
        public Uni<String> text(ToolContext call, Throwable error) {
            return Uni.createFrom().failure(error);
        }
    }
}
