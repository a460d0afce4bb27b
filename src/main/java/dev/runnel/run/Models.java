package dev.runnel.run;

import dev.runnel.agent.ModelSource;
import dev.runnel.model.Model;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The application's models: the default one, and those that agents name. Immutable and thread-safe. */
public final class Models {

    private final Supplier<Model> standard;
    private final Map<String, Supplier<Model>> named;

    /**
     * @param standard the model of agents that name none; asked for at the first call
     * @param named further models by name
     */
    public Models(Supplier<Model> standard, Map<String, Supplier<Model>> named) {
        this.standard = Objects.requireNonNull(standard, "standard");
        this.named = Map.copyOf(named);
    }

    /** Only this model. */
    public static Models of(Model standard) {
        return new Models(() -> standard, Map.of());
    }

    /** The model that is meant, and the name that the provider shall be told. */
    Choice choose(ModelSource source) {
        if (source instanceof ModelSource.OfModel given) {
            return new Choice(given.model(), Optional.empty());
        }
        if (source instanceof ModelSource.OfName name) {
            Supplier<Model> bean = named.get(name.name());
            return bean == null
                    ? new Choice(standard.get(), Optional.of(name.name()))
                    : new Choice(bean.get(), Optional.empty());
        }
        return new Choice(standard.get(), Optional.empty());
    }

    /** The models that are meant, in the order in which they are asked. */
    List<Choice> choose(ModelSource first, List<ModelSource> others) {
        return Stream.concat(Stream.of(first), others.stream()).map(this::choose).toList();
    }

    record Choice(Model model, Optional<String> name) {
    }
}
