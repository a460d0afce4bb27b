package dev.runnel.examples;

import dev.runnel.agent.Agent;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** A joker with a tool, an assistant without, a mailer that asks first, and a triage agent that hands off by language. */
@IfBuildProperty(name = "runnel.examples", stringValue = "true")
class ExampleAgents {

    @Produces
    @Singleton
    @Named("joker")
    Agent joker() {
        return Agent.named("Joker")
                .instructions("First call the `how_many_jokes` tool, then tell that many jokes.")
                .tools(JokeTools.class)
                .build();
    }

    @Produces
    @Singleton
    @Named("assistant")
    Agent assistant() {
        return Agent.named("Assistant").instructions("You are a helpful assistant.").build();
    }

    @Produces
    @Singleton
    @Named("mailer")
    Agent mailer() {
        return Agent.named("Mailer")
                .instructions("Call the `send_mail` tool once, then tell what came of it.")
                .tools(MailTools.class)
                .build();
    }

    @Produces
    @Singleton
    @Named("triage")
    Agent triage() {
        return Agent.named("Triage agent")
                .instructions("Look at the language of the request, and hand off to the agent who speaks it.")
                .handoffs("Spanish agent", "English agent")
                .build();
    }

    @Produces
    @Singleton
    @Named("spanish")
    Agent spanish() {
        return Agent.named("Spanish agent")
                .instructions("You only speak Spanish.")
                .handoffDescription("Answers in Spanish.")
                .build();
    }

    @Produces
    @Singleton
    @Named("english")
    Agent english() {
        return Agent.named("English agent")
                .instructions("You only speak English.")
                .handoffDescription("Answers in English.")
                .build();
    }
}
