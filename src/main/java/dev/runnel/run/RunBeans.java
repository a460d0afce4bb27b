package dev.runnel.run;

import dev.runnel.agent.AgentRegistry;
import dev.runnel.model.Model;
import dev.runnel.tool.ToolCatalog;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Puts the runner together from what the application has. */
@Singleton
class RunBeans {

    @Produces
    @Singleton
    Runner runner(Vertx vertx, AgentRegistry registry, ToolCatalog catalog, @Any Instance<Model> models) {
        return new Runner(vertx, registry, catalog, models(models));
    }

    /** Beans with a name are the models of agents that name them; the one without is the default. */
    private static Models models(Instance<Model> beans) {
        Map<String, Supplier<Model>> named = new HashMap<>();
        Supplier<Model> standard = null;
        for (Instance.Handle<Model> bean : beans.handles()) {
            String name = bean.getBean().getName();
            if (name != null) {
                named.put(name, bean::get);
            } else if (standard == null) {
                standard = bean::get;
            } else {
                throw new IllegalStateException("There are two Model beans without a name; give one of them @Named");
            }
        }
        if (standard == null) {
            standard = () -> {
                throw new IllegalStateException("There is no Model bean without a name, so there is no default model");
            };
        }
        return new Models(standard, named);
    }
}
