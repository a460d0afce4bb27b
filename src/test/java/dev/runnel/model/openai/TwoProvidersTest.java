package dev.runnel.model.openai;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedItems.reasoning;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.event.RunItemStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.model.chat.Golden;
import dev.runnel.run.Runner;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.Script;
import dev.runnel.testing.ScriptedServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An application whose default provider has the Chat Completions API, and that has another one beside it. */
@QuarkusTest
@TestProfile(TwoProvidersTest.Profile.class)
class TwoProvidersTest {

    public static final class Profile implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(TwoProviders.class));
        }
    }

    private static final Script TEXT = Script.events(Golden.named("text").stream());
    private static final String HANDOFF = """
            data: {"choices":[{"delta":{"reasoning_content":"Hm"}}]}

            data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"c1","function":{"name":"transfer_to_b","arguments":"{}"}}]}}]}

            data: {"choices":[{"delta":{},"finish_reason":"tool_calls"}]}

            data: [DONE]

            """;

    @Inject
    Runner runner;

    ScriptedServer standard;
    ScriptedServer other;

    @Test
    void anAgentWithoutAModelUsesTheDefaultProvidersChatCompletions() {
        standard.then(TEXT);
        run(Agent.named("A").build());

        assertThat(last(standard).line()).startsWith("POST /v1/chat/completions ");
        assertThat(last(standard).text()).contains("\"model\":\"standard-model\"");
        assertThat(last(standard).header("Authorization")).contains("Bearer " + ModelClientProfile.KEY);
    }

    @Test
    void eachApiOfEachProviderHasAName() {
        standard.then(TEXT, Answers.of(message("hi")));
        run(Agent.named("A").model("chat-completions").build());
        assertThat(last(standard).line()).startsWith("POST /v1/chat/completions ");
        run(Agent.named("A").model("responses").build());
        assertThat(last(standard).line()).startsWith("POST /v1/responses ");

        other.then(TEXT, Answers.of(message("hi")));
        run(Agent.named("A").model("another chat").build());
        assertThat(last(other).line()).startsWith("POST /v1/chat/completions ");
        assertThat(last(other).text()).contains("\"model\":\"llama\"");
        run(Agent.named("A").model("another").build());
        assertThat(last(other).line()).startsWith("POST /v1/responses ");
    }

    @Test
    void aHandoffFromChatCompletionsToTheResponsesApi() {
        standard.then(Script.events(HANDOFF));
        other.then(Answers.of(message("done")));

        List<StreamEvent> events = run(Agent.named("A").handoffs(Agent.named("B").model("another").build()).build());

        assertThat(items(events)).containsExactly("reasoning_item_created", "handoff_requested", "handoff_occurred",
                "message_output_created");
        assertThat(last(other).header("Authorization")).contains("Bearer other-key-5678");
        assertThat(last(other).text()).contains("{\"role\":\"user\",\"content\":\"hi\"}", "\"call_id\":\"c1\"",
                "\"function_call_output\"").doesNotContain("Hm");
    }

    @Test
    void aHandoffFromTheResponsesApiToChatCompletions() {
        other.then(Answers.of(reasoning("Hm"), functionCall("c1", "transfer_to_b", "{}")));
        standard.then(TEXT);

        List<StreamEvent> events = run(Agent.named("A").model("another").handoffs(Agent.named("B").build()).build());

        assertThat(items(events)).containsExactly("reasoning_item_created", "handoff_requested", "handoff_occurred",
                "message_output_created");
        assertThat(last(standard).text()).contains("{\"role\":\"user\",\"content\":\"hi\"}",
                "\"tool_calls\":[{\"id\":\"c1\"", "\"role\":\"tool\",\"tool_call_id\":\"c1\"").doesNotContain("Hm");
    }

    private List<StreamEvent> run(Agent agent) {
        return Wire.checked(runner.runStreamed(agent, "hi").streamEvents().collect().asList().await()
                .atMost(Duration.ofSeconds(20)));
    }

    private static List<String> items(List<StreamEvent> events) {
        return events.stream().filter(RunItemStreamEvent.class::isInstance)
                .map(event -> ((RunItemStreamEvent) event).name().wireName()).toList();
    }

    private static RecordedRequest last(ScriptedServer server) {
        return server.requests().get(server.requests().size() - 1);
    }
}
