package dev.runnel.run;

import dev.runnel.agent.AgentRegistry;
import dev.runnel.model.Model;
import dev.runnel.model.ModelConfig;
import dev.runnel.tool.ToolCatalog;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Puts the runner together from what the application has. */
@Singleton
class RunBeans {

    @Produces
    @Singleton
    Runner runner(Vertx vertx, AgentRegistry registry, ToolCatalog catalog, @Any Instance<Model> models,
            ModelConfig config) {
        boolean chat = config.model().filter(ModelConfig.Kind.CHAT_COMPLETIONS::equals).isPresent();
        return new Runner(vertx, registry, catalog, models(models, chat ? "chat-completions" : "responses"));
    }

    /**
     * Mistakes among the agents show when the application starts, not in the first run; and the tools are ready for
     * that.
     */
    void check(@Observes StartupEvent start, AgentRegistry registry, ToolCatalog catalog) {
        Toolboxes toolboxes = new Toolboxes(catalog, registry, (tool, input, call) -> Uni.createFrom().nothing());
        registry.agents().forEach(agent -> {
            toolboxes.check(agent);
            new FinalOutput(agent, catalog);
        });
    }

    /**
     * A bean with a name is the model of the agents that name it; one without is the default in the place of Runnel's
     * own.
     *
     * @param own the name of Runnel's own default
     */
    private static Models models(Instance<Model> beans, String own) {
        Map<String, Supplier<Model>> named = new HashMap<>();
        List<Supplier<Model>> unnamed = new ArrayList<>();
        for (Instance.Handle<Model> bean : beans.handles()) {
            String name = bean.getBean().getName();
            if (name == null) {
                unnamed.add(bean::get);
            } else {
                named.put(name, bean::get);
            }
        }
        if (unnamed.size() > 1) {
            throw new IllegalStateException("There are " + unnamed.size()
                    + " beans of type Model without a name; one may be the default, the others need @Named");
        }
        return new Models(unnamed.isEmpty() ? named.get(own) : unnamed.get(0), named);
    }
}
