package com.acme.tea;

import dev.runnel.tool.FunctionTool;

/** A slow tool: it blocks its thread until somebody takes the kettle off the fire. */
public class KettleTools {

    private final Kettle kettle;

    KettleTools(Kettle kettle) {
        this.kettle = kettle;
    }

    @FunctionTool("Boils water.")
    String boilWater() throws InterruptedException {
        return kettle.boil() ? "The water boils." : "The fire went out.";
    }
}
