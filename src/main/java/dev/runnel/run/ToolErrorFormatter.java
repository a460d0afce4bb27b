package dev.runnel.run;

import dev.runnel.tool.ToolContext;
import io.smallrye.mutiny.Uni;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Finds other words than the runner's own for what it tells the model in the place of a tool's output. */
@FunctionalInterface
public interface ToolErrorFormatter {

    /** The runner's own words. The default. */
    ToolErrorFormatter NONE = error -> Uni.createFrom().item(Optional.empty());

    /**
     * The words; empty for the runner's own. Called on the run's event loop, so it must not block. A failure fails the run.
     */
    Uni<Optional<String>> format(Args error);

    /** One whose words are at hand. */
    static ToolErrorFormatter of(Function<Args, Optional<String>> words) {
        Objects.requireNonNull(words, "words");
        return error -> Uni.createFrom().item(words.apply(error));
    }

    /** The words for a call: the formatter's, or else the runner's own. */
    default Uni<String> words(Args error) {
        return format(error).map(words -> words.orElse(error.defaultMessage()));
    }

    /**
     * What there is to tell.
     *
     * @param kind the kind of error
     * @param call the call: its id, the tool's name, the run
     * @param defaultMessage the runner's own words
     */
    record Args(ToolErrorKind kind, ToolContext call, String defaultMessage) {

        public Args {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(call, "call");
            Objects.requireNonNull(defaultMessage, "defaultMessage");
        }
    }
}
