package com.acme.tea;

import dev.runnel.tool.FunctionTool;
import dev.runnel.tool.ToolContext;

/** A slow tool: it blocks its thread until somebody takes the kettle off the fire. */
public class KettleTools {

    private final Kettle kettle;

    KettleTools(Kettle kettle) {
        this.kettle = kettle;
    }

    @FunctionTool("Boils water.")
    String boilWater(ToolContext call) throws InterruptedException {
        call.progress("The kettle is on the fire");
        return kettle.boil() ? "The water boils." : "The fire went out.";
    }
}
