package com.acme.tea;

import dev.runnel.tool.FunctionTool;

/** A tool that always fails. */
public class PaymentTools {

    @FunctionTool("Charges the card.")
    String chargeCard(int cents) {
        throw new IllegalStateException("The card was declined for " + cents + " cents");
    }
}
