package dev.runnel.examples;

import dev.runnel.tool.FunctionTool;
import io.quarkus.arc.properties.IfBuildProperty;
import java.util.concurrent.ThreadLocalRandom;

/** The Joker's tool. */
@IfBuildProperty(name = "runnel.examples", stringValue = "true")
public class JokeTools {

    @FunctionTool("Picks how many jokes to tell.")
    int howManyJokes() {
        return ThreadLocalRandom.current().nextInt(1, 11);
    }
}
