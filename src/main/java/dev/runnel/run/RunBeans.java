package dev.runnel.run;

import dev.runnel.agent.AgentRegistry;
import dev.runnel.model.Model;
import dev.runnel.tool.ToolCatalog;
import io.quarkus.runtime.StartupEvent;
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

    private static final String DEFAULT_MODEL = "responses";

    @Produces
    @Singleton
    Runner runner(Vertx vertx, AgentRegistry registry, ToolCatalog catalog, @Any Instance<Model> models) {
        return new Runner(vertx, registry, catalog, models(models));
    }

    /**
     * Mistakes among the agents show when the application starts, not in the first run; and the tools are ready for
     * that.
     */
    void check(@Observes StartupEvent start, AgentRegistry registry, ToolCatalog catalog) {
        Toolboxes toolboxes = new Toolboxes(catalog, registry);
        registry.agents().forEach(toolboxes::check);
    }

    /**
     * A bean with a name is the model of the agents that name it; one without is the default in the place of Runnel's
     * own.
     */
    private static Models models(Instance<Model> beans) {
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
        return new Models(unnamed.isEmpty() ? named.get(DEFAULT_MODEL) : unnamed.get(0), named);
    }
}
