package dev.runnel.tool;

import dev.runnel.model.JsonText;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticObserver;
import jakarta.enterprise.inject.spi.EventContext;

/**
 * Answers a {@link ToolSearch} with the schema of one class annotated {@link OutputType}, as {@link FunctionToolExtension}
 * made it. An observer for the reason that {@link ToolsOfClass} is one.
 */
public final class SchemaOfType implements SyntheticObserver<ToolSearch> {

    static final String TYPE = "type";
    static final String SCHEMA = "schema";
    static final String STRICT = "strict";
    static final String REFUSAL = "refusal";

    @Override
    public void observe(EventContext<ToolSearch> event, Parameters params) {
        ToolSearch search = event.getEvent();
        Class<?> type = params.get(TYPE, Class.class);
        String refusal = params.get(REFUSAL, String.class, "");
        if (refusal.isEmpty()) {
            search.add(TypeSchema.ofClass(type, JsonText.of(params.get(SCHEMA, String.class)),
                    Boolean.parseBoolean(params.get(STRICT, String.class)), search.runtime().reading()));
        } else {
            search.addRefusal(type.getName(), refusal);
        }
    }
}
