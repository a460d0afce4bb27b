package dev.runnel.tool;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the {@link ToolCatalog} bean when it is first asked for. */
@Singleton
class ToolCatalogProducer {

    @Produces
    @Singleton
    ToolCatalog toolCatalog(Event<ToolSearch> event, ToolRuntime runtime) {
        ToolSearch search = new ToolSearch(runtime);
        event.fire(search);
        return new ToolCatalog(search.found(), search.schemas(), search.refusals());
    }
}
