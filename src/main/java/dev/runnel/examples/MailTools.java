package dev.runnel.examples;

import dev.runnel.tool.FunctionTool;
import dev.runnel.tool.Param;
import io.quarkus.arc.properties.IfBuildProperty;

/** The Mailer's tool, which waits for a person's consent. It sends nothing: it is an example. */
@IfBuildProperty(name = "runnel.examples", stringValue = "true")
public class MailTools {

    @FunctionTool(value = "Sends a mail.", needsApproval = true)
    String sendMail(@Param("whom to") String to, @Param("what it says") String text) {
        return "Sent to " + to + " (not really: this is an example)";
    }
}
