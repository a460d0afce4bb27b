package dev.runnel.examples;

import dev.runnel.model.BooleanSetting;
import io.quarkus.arc.Unremovable;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** Whether the shipped agents are there. Read while the application is built; stands here so that the name is known. */
@Unremovable // nobody injects it, and a mapping that is not used would not make its names known
@ConfigMapping(prefix = "runnel")
interface ExamplesConfig {

    /** True makes the example agents beans of the application. */
    @WithConverter(BooleanSetting.class)
    @WithDefault("false")
    boolean examples();
}
