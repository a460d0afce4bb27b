package com.acme.tea;

import dev.runnel.agent.Agent;
import dev.runnel.agent.GuardrailFunctionOutput;
import dev.runnel.agent.Handoff;
import dev.runnel.agent.OutputGuardrail;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Who works in the shop. */
class ShopAgents {

    @Produces
    @Singleton
    @Named("waiter")
    Agent waiter() {
        return Agent.named("Waiter")
                .instructions("Take the order with `place_order`.")
                .handoffDescription("Takes orders.")
                .tools(OrderTools.class)
                .build();
    }

    @Produces
    @Singleton
    @Named("cook")
    Agent cook() {
        return Agent.named("Cook").instructions("Make tea with `boil_water`.").tools(KettleTools.class).build();
    }

    @Produces
    @Singleton
    @Named("cashier")
    Agent cashier() {
        return Agent.named("Cashier").instructions("Call `charge_card`.").tools(PaymentTools.class).build();
    }

    @Produces
    @Singleton
    @Named("guide")
    Agent guide() {
        return Agent.named("Guide")
                .instructions("Call `thread_of_method`, `thread_of_uni` and `thread_of_stage`.")
                .tools(ThreadTools.class)
                .build();
    }

    @Produces
    @Singleton
    @Named("porter")
    Agent porter() {
        return Agent.named("Porter").instructions("Look up `opening_hours`.").tools(PorterTools.class).build();
    }

    @Produces
    @Singleton
    @Named("host")
    Agent host() {
        return Agent.named("Host").instructions("Hand off to whom the guest needs.").handoffs("Waiter").build();
    }

    @Produces
    @Singleton
    @Named("usher")
    Agent usher() {
        return Agent.named("Usher").instructions("Look up the guest with `find_seat`.").tools(GuestTools.class).build();
    }

    @Produces
    @Singleton
    @Named("manager")
    Agent manager(@Named("porter") Agent porter) {
        return Agent.named("Manager")
                .instructions("Ask with `ask_porter`.")
                .tools(porter.asTool("ask_porter", "Asks the porter."))
                .build();
    }

    @Produces
    @Singleton
    @Named("taster")
    Agent taster() {
        return Agent.named("Taster").instructions("Taste the tea.").outputType(Tasting.class).build();
    }

    @Produces
    @Singleton
    @Named("clerk")
    Agent clerk(ComplaintBook book) {
        return Agent.named("Clerk")
                .instructions("Hand off to the Porter whoever is not content.")
                .handoffs(Handoff.to("Porter").withInput(Complaint.class, (run, complaint) -> book.write(complaint)))
                .build();
    }

    @Produces
    @Singleton
    @Named("steward")
    Agent steward(NoCoffee noCoffee) {
        return Agent.named("Steward")
                .instructions("Call `fetch_chests`.")
                .tools(CellarTools.class)
                .inputGuardrails(noCoffee)
                .outputGuardrails(OutputGuardrail.named("no secrets").check((run, agent, output) -> Uni.createFrom().item(
                        output.text().contains("secret") ? GuardrailFunctionOutput.tripwire("a secret")
                                : GuardrailFunctionOutput.pass())))
                .build();
    }
}
