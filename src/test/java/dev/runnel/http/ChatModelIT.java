package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.model.chat.Golden;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.Script;
import dev.runnel.testing.ScriptedServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The packaged application and a model server that has the Chat Completions API only. */
@QuarkusIntegrationTest
@QuarkusTestResource(value = ModelServer.Chat.class, restrictToAnnotatedClass = true)
class ChatModelIT {

    ScriptedServer provider;

    @TestHTTPResource("/")
    URI application;

    @Test
    void aRunWithAToolIsStreamed() {
        int before = provider.requests().size();
        provider.then(Script.events("""
                data: {"choices":[{"delta":{"role":"assistant","reasoning_content":"Hm"}}]}

                data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"name":"how_many_jokes","arguments":""}}]}}]}

                data: {"choices":[{"delta":{},"finish_reason":"tool_calls"}]}

                data: [DONE]

                """), Script.events(Golden.named("text").stream()));

        assertThat(ask("Joker")).contains("\"name\":\"reasoning_item_created\"", "\"name\":\"tool_called\"",
                "\"name\":\"tool_output\"", "response.output_text.delta", "response.content_part.done",
                "\"name\":\"message_output_created\"", "\"status\":\"completed\"", "\"total_tokens\":12",
                "\"final_output\":\"Hello, \\\"you\\\" é€");
        List<RecordedRequest> requests = provider.requests().subList(before, provider.requests().size());
        assertThat(requests).hasSize(2).allSatisfy(request -> {
            assertThat(request.line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
            assertThat(request.header("Authorization")).contains("Bearer " + ModelServer.KEY);
        });
        assertThat(requests.get(1).text()).contains("\"reasoning_content\":\"Hm\"", "\"role\":\"tool\"");
    }

    @Test
    void aTruncatedAnswerFailsTheRun() {
        provider.then(Script.events(Golden.named("truncated").stream()));

        assertThat(ask("Assistant")).contains("\"delta\":\"Hi\"", "\"status\":\"failed\"", "\"type\":\"model_behavior\"");
    }

    private String ask(String agent) {
        try (RawClient client = new RawClient(application).post("/runs", "{\"agent\":\"" + agent + "\",\"input\":\"hi\"}")) {
            client.head();
            return client.body();
        }
    }
}
