package com.acme.tea;

import dev.runnel.context.RunContext;
import dev.runnel.tool.FunctionTool;

/** Knows for whom the run is. */
public class GuestTools {

    @FunctionTool("Tells who sits where.")
    Guest findSeat(RunContext run) {
        return run.context(Guest.class);
    }
}
