package dev.runnel.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.run.Runner;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which model an agent means, with the beans that an application has; the provider's answer is what it was sent. */
@QuarkusTest
@TestProfile(NamedModelsTest.Profile.class)
class NamedModelsTest {

    public static final class Profile implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(EchoingProvider.class));
        }
    }

    @Inject
    Runner runner;

    @Test
    void anAgentWithoutAModelUsesTheDefaultProvidersDefault() {
        assertThat(sent(Agent.named("A").build())).startsWith("POST /v1/responses ")
                .contains("\"model\":\"standard-model\"", "Bearer " + ModelClientProfile.KEY);
    }

    @Test
    void aNameThatIsNoBeanIsTheDefaultProvidersModel() {
        assertThat(sent(Agent.named("A").model("gpt-x").build())).startsWith("POST /v1/responses ")
                .contains("\"model\":\"gpt-x\"", "Bearer " + ModelClientProfile.KEY);
    }

    @Test
    void aNameThatIsABeanIsThatBeansProvider() {
        assertThat(sent(Agent.named("A").model("another").build())).startsWith("POST /v1/other/responses ")
                .contains("\"model\":\"qwen3\"", "Bearer other-key-5678").doesNotContain(ModelClientProfile.KEY);
    }

    @Test
    void theDefaultModelHasANameToo() {
        assertThat(sent(Agent.named("A").model("responses").build())).contains("\"model\":\"standard-model\"");
    }

    private String sent(Agent agent) {
        return (String) runner.run(agent, "hi").await().atMost(Duration.ofSeconds(10)).finalOutput().orElseThrow();
    }
}
