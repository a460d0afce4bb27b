package dev.runnel.model.embedded;

import java.util.Objects;

/** One thing that the model answers. */
sealed interface OutputItem {

    /** A message. */
    record Text(String text) implements OutputItem {

        public Text {
            Objects.requireNonNull(text, "text");
        }
    }

    /**
     * The call of a function.
     *
     * @param arguments a JSON object
     */
    record Call(String name, String arguments) implements OutputItem {

        public Call {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(arguments, "arguments");
        }
    }
}
