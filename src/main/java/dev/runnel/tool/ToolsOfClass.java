package dev.runnel.tool;

import dev.runnel.model.JsonText;
import dev.runnel.model.ToolDefinition;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticObserver;
import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.invoke.Invoker;

/**
 * Answers a {@link ToolSearch} with the tools of one bean class, as {@link FunctionToolExtension} described them. It is an
 * observer, since the class that is generated of it belongs to the bean class: in dev mode that one is reloaded, while those
 * of Runnel's own classes are not and do not see it.
 */
public final class ToolsOfClass implements SyntheticObserver<ToolSearch> {

    static final String BEAN_CLASS = "beanClass";
    static final String INVOKERS = "invokers";
    static final String NAMES = "names";
    static final String DESCRIPTIONS = "descriptions";
    static final String SCHEMAS = "schemas";
    static final String STRICT = "strict";
    static final String PARAMETERS = "parameters";
    static final String THREADS = "threads";
    static final String OPTIONS = "options";

    @Override
    public void observe(EventContext<ToolSearch> event, Parameters params) {
        ToolRuntime runtime = event.getEvent().runtime();
        Invoker<?, ?>[] invokers = params.get(INVOKERS, Invoker[].class);
        String[] names = params.get(NAMES, String[].class);
        String[] descriptions = params.get(DESCRIPTIONS, String[].class);
        String[] schemas = params.get(SCHEMAS, String[].class);
        String[] strict = params.get(STRICT, String[].class);
        String[] parameters = params.get(PARAMETERS, String[].class);
        String[] threads = params.get(THREADS, String[].class);
        String[] options = params.get(OPTIONS, String[].class);
        for (int i = 0; i < names.length; i++) {
            ToolDefinition definition = new ToolDefinition(names[i], descriptions[i], JsonText.of(schemas[i]),
                    Boolean.parseBoolean(strict[i]));
            ToolArguments arguments = new ToolArguments(runtime.reading(), invokers[i].getClass().getClassLoader(),
                    definition.parameters(), ToolParameter.read(JsonText.of(parameters[i])));
            ToolOutput output = new ToolOutput(names[i], runtime.mapper());
            MethodTool handler = new MethodTool(invokers[i], arguments, output, ToolThread.valueOf(threads[i]));
            Tool tool = new Tool(definition, handler,
                    DeclaredOptions.read(JsonText.of(options[i])).resolve(runtime.parts()));
            event.getEvent().add(new ToolCatalog.Entry(params.get(BEAN_CLASS, String.class), tool));
        }
    }
}
