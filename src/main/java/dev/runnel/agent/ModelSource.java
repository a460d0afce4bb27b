package dev.runnel.agent;

import dev.runnel.model.Model;
import java.util.Objects;

/** How an agent refers to its model. */
public sealed interface ModelSource {

    /** The application's default model. */
    record Default() implements ModelSource {
    }

    /** The {@code Model} bean of this name; if there is none, the default provider's model of this name. */
    record OfName(String name) implements ModelSource {
        public OfName {
            Objects.requireNonNull(name, "name");
        }
    }

    /** This model. */
    record OfModel(Model model) implements ModelSource {
        public OfModel {
            Objects.requireNonNull(model, "model");
        }
    }
}
