package dev.runnel.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.model.FunctionCallOutput;
import dev.runnel.model.JsonText;
import dev.runnel.model.Message;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.ModelRetrySettings;
import dev.runnel.model.ModelSettings;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.RetryPolicies;
import dev.runnel.model.ToolChoice;
import dev.runnel.model.ToolDefinition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResponsesRequestTest {

    @Test
    void aPlainQuestion() {
        assertThat(body(ModelRequest.of("hi"))).isEqualTo(
                "{\"model\":\"standard\",\"stream\":true,\"input\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
    }

    @Test
    void everythingThatARequestMayHold() {
        ModelSettings settings = ModelSettings.builder().temperature(0.5).topP(1).maxTokens(7).parallelToolCalls(false)
                .store(false).truncation("auto").toolChoice(ToolChoice.tool("foo"))
                .reasoningEffort("low").reasoningSummary("auto")
                .verbosity("low").promptCacheRetention("24h").promptCacheOptions(JsonText.of("{\"mode\":\"auto\"}"))
                .contextManagement(JsonText.of("[{\"type\":\"compaction\"}]")).topLogprobs(3)
                .responseInclude("reasoning.encrypted_content").metadata("k", "v")
                .extraBody("service_tier", JsonText.of("\"flex\"")).build();
        ModelRequest request = new ModelRequest(Optional.of("mine"), Optional.of("Be brief."),
                List.of(Message.user("hi"), FunctionCallOutput.of("c1", "7")),
                List.of(new ToolDefinition("foo", "Does foo.", JsonText.of("{\"type\":\"object\"}"), true)),
                List.of(JsonText.of("{\"type\":\"web_search\", \"filters\":{}}")), settings,
                Optional.of("resp_0"), Optional.of("conv_0"), Optional.empty());

        assertThat(body(request)).isEqualTo("{\"model\":\"mine\",\"instructions\":\"Be brief.\","
                + "\"previous_response_id\":\"resp_0\",\"conversation\":\"conv_0\",\"stream\":true,\"temperature\":0.5,\"top_p\":1.0,"
                + "\"max_output_tokens\":7,\"parallel_tool_calls\":false,\"store\":false,\"truncation\":\"auto\","
                + "\"prompt_cache_retention\":\"24h\",\"prompt_cache_options\":{\"mode\":\"auto\"},"
                + "\"context_management\":[{\"type\":\"compaction\"}],\"top_logprobs\":3,"
                + "\"include\":[\"reasoning.encrypted_content\",\"message.output_text.logprobs\"],"
                + "\"tool_choice\":{\"type\":\"function\",\"name\":\"foo\"},\"reasoning\":{\"effort\":\"low\",\"summary\":\"auto\"},"
                + "\"text\":{\"verbosity\":\"low\"},\"metadata\":{\"k\":\"v\"},"
                + "\"tools\":[{\"type\":\"function\",\"name\":\"foo\",\"description\":\"Does foo.\",\"strict\":true,"
                + "\"parameters\":{\"type\":\"object\"}},{\"type\":\"web_search\", \"filters\":{}}],"
                + "\"input\":[{\"role\":\"user\",\"content\":\"hi\"},"
                + "{\"type\":\"function_call_output\",\"call_id\":\"c1\",\"output\":\"7\"}],\"service_tier\":\"flex\"}");
    }

    @Test
    void eachFormOfAToolChoice() {
        assertThat(choice(ToolChoice.of("required"))).isEqualTo("\"required\"");
        assertThat(choice(ToolChoice.of("foo"))).isEqualTo("{\"type\":\"function\",\"name\":\"foo\"}");
        assertThat(choice(ToolChoice.tool("auto"))).isEqualTo("{\"type\":\"function\",\"name\":\"auto\"}");
        assertThat(choice(ToolChoice.hosted("web_search"))).isEqualTo("{\"type\":\"web_search\"}");
        assertThat(choice(ToolChoice.mcp("docs", "read")))
                .isEqualTo("{\"type\":\"mcp\",\"server_label\":\"docs\",\"name\":\"read\"}");
    }

    @Test
    void whatOnlyChatCompletionsHaveAndWhatIsForRunnelIsNotSent() {
        ModelSettings settings = ModelSettings.builder().frequencyPenalty(1).presencePenalty(1).includeUsage(false)
                .extraQuery("q", "1").extraHeader("x-h", "1").timeout(Duration.ofSeconds(1))
                .retry(ModelRetrySettings.of(1, RetryPolicies.networkError())).build();

        assertThat(body(with(settings))).isEqualTo(body(ModelRequest.of("hi")));
    }

    @Test
    void theExtraBodyWins() {
        ModelSettings settings = ModelSettings.builder().temperature(0.5).extraBody("temperature", JsonText.of("null"))
                .extraBody("model", JsonText.of("\"other\"")).build();
        String body = body(new ModelRequest(Optional.of("mine"), Optional.empty(), List.of(), List.of(), List.of(), settings,
                Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(body).contains("\"temperature\":null", "\"model\":\"other\"").doesNotContain("0.5", "mine");
    }

    @Test
    void itemsGoBackAsTheyCame() {
        JsonText odd = JsonText.of("{\"type\":\"reasoning\",  \"unknown\":[1, 2.50],\"encrypted_content\":\"\\u00e4x\"}");

        assertThat(body(ModelRequest.of(List.of(ResponseItem.of(odd))))).contains(odd.toString());
    }

    private static String choice(ToolChoice choice) {
        String body = body(with(ModelSettings.builder().toolChoice(choice).build()));
        return JsonText.of(body).member("tool_choice").orElseThrow().toString();
    }

    private static ModelRequest with(ModelSettings settings) {
        return new ModelRequest(Optional.empty(), Optional.empty(), List.of(Message.user("hi")), List.of(), List.of(),
                settings, Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void thoughtsThatWereMadeOfAChatAreLeftOut() {
        JsonText thoughts = JsonText.of("{\"type\":\"reasoning\",\"id\":\"rs_chat_1\",\"summary\":[]}");

        assertThat(body(ModelRequest.of(List.of(ResponseItem.of(thoughts), Message.user("hi")))))
                .endsWith("\"input\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
    }

    private static String body(ModelRequest request) {
        return new String(ResponsesRequest.body(request, "standard"), StandardCharsets.UTF_8);
    }
}
