package dev.runnel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.agent.Handoff;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ExampleAgentsTest {

    @Inject
    @All
    List<Agent> agents;

    @Test
    void inThisApplicationTheExamplesAreBeans() {
        assertThat(agents).extracting(Agent::name)
                .contains("Joker", "Assistant", "Triage agent", "Spanish agent", "English agent");
    }

    @Test
    void theTriageAgentHandsOffToAgentsThatExist() {
        Agent triage = agents.stream().filter(agent -> agent.name().equals("Triage agent")).findFirst().orElseThrow();

        assertThat(triage.handoffs()).extracting(Handoff::agentName).containsExactly("Spanish agent", "English agent")
                .isSubsetOf(agents.stream().map(Agent::name).toList());
    }

    @Test
    void thereAreOneToTenJokes() {
        JokeTools tools = new JokeTools();

        assertThat(IntStream.range(0, 1000).map(i -> tools.howManyJokes()).distinct().sorted())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }
}
