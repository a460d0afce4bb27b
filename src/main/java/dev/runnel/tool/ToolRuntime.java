package dev.runnel.tool;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** What tools need of the running application: its Jackson, for outputs and for arguments, and the beans around calls. */
@Singleton
class ToolRuntime {

    private final ObjectMapper mapper;
    private final ObjectMapper reading;
    private final ToolParts parts;

    @Inject
    ToolRuntime(ObjectMapper mapper, ToolParts parts) {
        this.mapper = mapper;
        this.parts = parts;
        this.reading = reading(mapper);
    }

    /** The application's, for outputs. */
    ObjectMapper mapper() {
        return mapper;
    }

    /** The application's with its modules, for arguments: names as the schemas have them, whatever the naming strategy. */
    ObjectMapper reading() {
        return reading;
    }

    /** The beans that annotations name. */
    ToolParts parts() {
        return parts;
    }

    private static ObjectMapper reading(ObjectMapper mapper) {
        return mapper.copy()
                .registerModule(new ExactNumbers())
                .setPropertyNamingStrategy(PropertyNamingStrategies.LOWER_CAMEL_CASE) // Jackson's word for: as they are
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE) // an offset is part of what was said
                .disable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
                .disable(DeserializationFeature.UNWRAP_ROOT_VALUE);
    }
}
