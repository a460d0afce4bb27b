package dev.runnel.tool;

import dev.runnel.model.JsonText;
import dev.runnel.model.ToolDefinition;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import jakarta.enterprise.invoke.Invoker;
import java.util.ArrayList;
import java.util.List;

/** Makes the {@link ToolCatalog} bean of what {@link FunctionToolExtension} found. The CDI container calls it; nothing else should. */
public final class ToolCatalogCreator implements SyntheticBeanCreator<ToolCatalog> {

    static final String INVOKERS = "invokers";
    static final String BEAN_CLASSES = "beanClasses";
    static final String NAMES = "names";
    static final String DESCRIPTIONS = "descriptions";
    static final String SCHEMAS = "schemas";
    static final String PARAMETERS = "parameters";
    static final String THREADS = "threads";

    @Override
    public ToolCatalog create(Instance<Object> lookup, Parameters params) {
        ToolRuntime runtime = lookup.select(ToolRuntime.class).get();
        Invoker<?, ?>[] invokers = params.get(INVOKERS, Invoker[].class);
        String[] beanClasses = params.get(BEAN_CLASSES, String[].class);
        String[] names = params.get(NAMES, String[].class);
        String[] descriptions = params.get(DESCRIPTIONS, String[].class);
        String[] schemas = params.get(SCHEMAS, String[].class);
        String[] parameters = params.get(PARAMETERS, String[].class);
        String[] threads = params.get(THREADS, String[].class);
        List<ToolCatalog.Entry> entries = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            ToolDefinition definition = new ToolDefinition(names[i], descriptions[i], JsonText.of(schemas[i]), true);
            ToolArguments arguments = new ToolArguments(runtime.reading(), definition.parameters(),
                    ToolParameter.read(JsonText.of(parameters[i])));
            ToolOutput output = new ToolOutput(names[i], runtime.mapper());
            MethodTool handler = new MethodTool(invokers[i], arguments, output, ToolThread.valueOf(threads[i]), runtime);
            entries.add(new ToolCatalog.Entry(beanClasses[i], new Tool(definition, handler)));
        }
        return new ToolCatalog(entries);
    }
}
