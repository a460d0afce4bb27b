package com.acme.tea;

import dev.runnel.tool.FunctionTool;

/** The tool that the test of dev mode edits. */
public class PorterTools {

    @FunctionTool("When the shop is open.")
    String openingHours() {
        return "from nine to five";
    }
}
