package dev.runnel.model.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.model.FunctionCallOutput;
import dev.runnel.model.JsonText;
import dev.runnel.model.Message;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.ModelRequestException;
import dev.runnel.model.ModelSettings;
import dev.runnel.model.OutputFormat;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.ToolChoice;
import dev.runnel.model.ToolDefinition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatRequestTest {

    private static final String CALL = """
            {"type":"function_call","id":"fc_1","call_id":"%s","name":"foo","arguments":"{\\"a\\":1}"}""";
    private static final String THOUGHTS = """
            {"type":"reasoning","id":"rs_chat_1","summary":[{"type":"summary_text","text":"Hm"}]}""";
    private static final String SAID = """
            {"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Hi"}]}""";
    private static final String CALLED = """
            {"id":"%s","type":"function","function":{"name":"foo","arguments":"{\\"a\\":1}"}}""";

    private static final ToolDefinition FOO = new ToolDefinition("foo", "Does foo.", JsonText.of("{\"type\":\"object\"}"), true);

    @Test
    void aPlainQuestion() {
        assertThat(body(ModelRequest.of("hi"))).isEqualTo("{\"model\":\"standard\",\"messages\":[{\"role\":\"user\","
                + "\"content\":\"hi\"}],\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
    }

    @Test
    void everythingThatARequestMayHold() {
        ModelSettings settings = ModelSettings.builder().temperature(0.5).topP(1).frequencyPenalty(0.25).presencePenalty(-0.5)
                .maxTokens(7).parallelToolCalls(false).store(false).truncation("auto").toolChoice(ToolChoice.tool("foo"))
                .reasoningEffort("low").reasoningSummary("auto").verbosity("low").topLogprobs(2).includeUsage(false)
                .promptCacheRetention("24h").metadata("k", "v").extraBody("seed", JsonText.of("7")).build();

        assertThat(body(request(settings, FOO))).isEqualTo("{\"model\":\"mine\",\"messages\":["
                + "{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":true,"
                + "\"temperature\":0.5,\"top_p\":1.0,\"frequency_penalty\":0.25,\"presence_penalty\":-0.5,\"max_tokens\":7,"
                + "\"logprobs\":true,\"top_logprobs\":2,\"store\":false,\"reasoning_effort\":\"low\",\"verbosity\":\"low\","
                + "\"prompt_cache_retention\":\"24h\",\"metadata\":{\"k\":\"v\"},\"tools\":[{\"type\":\"function\",\"function\":{"
                + "\"name\":\"foo\",\"description\":\"Does foo.\",\"strict\":true,\"parameters\":{\"type\":\"object\"}}}],"
                + "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"foo\"}},\"parallel_tool_calls\":false,"
                + "\"seed\":7}");
    }

    @Test
    void howToolsAreCalledIsOnlySaidWhereThereAreSome() {
        ModelSettings settings = ModelSettings.builder().toolChoice(ToolChoice.REQUIRED).parallelToolCalls(true).build();

        assertThat(body(request(settings))).doesNotContain("tool");
        assertThat(body(request(settings, FOO))).contains("\"tool_choice\":\"required\",\"parallel_tool_calls\":true");
    }

    @Test
    void theFormOfTheAnswerIsAskedFor() {
        ModelRequest words = ModelRequest.of("hi");
        assertThat(body(new ModelRequest(words.model(), words.instructions(), words.input(), words.tools(),
                words.hostedTools(), words.settings(), Optional.empty(), Optional.empty(), Optional.of(new OutputFormat("final_output",
                        JsonText.of("{\"type\":\"object\"}"), true))))).contains("\"response_format\":{\"type\":\"json_schema\","
                                + "\"json_schema\":{\"name\":\"final_output\",\"strict\":true,"
                                + "\"schema\":{\"type\":\"object\"}}}");
    }

    @Test
    void theExtraBodyWins() {
        ModelSettings settings = ModelSettings.builder().temperature(0.5).maxTokens(7)
                .extraBody("temperature", JsonText.of("null")).extraBody("stream_options", JsonText.of("null"))
                .extraBody("max_completion_tokens", JsonText.of("9")).build();

        assertThat(body(request(settings))).contains("\"temperature\":null", "\"stream_options\":null",
                "\"max_completion_tokens\":9").doesNotContain("0.5", "max_tokens", "include_usage");
    }

    @Test
    void whatBelongsToOneAnswerIsOneMessageAndItsOutputsFollowIt() {
        assertThat(messages(THOUGHTS, SAID, CALL.formatted("c1"), CALL.formatted("c2"), output("c1", "\"7\""),
                output("c2", "\"8\""), SAID)).isEqualTo("""
                [{"role":"assistant","content":"Hi","reasoning_content":"Hm","tool_calls":[%s,%s]},\
                {"role":"tool","tool_call_id":"c1","content":"7"},{"role":"tool","tool_call_id":"c2","content":"8"},\
                {"role":"assistant","content":"Hi"}]""".formatted(CALLED.formatted("c1"), CALLED.formatted("c2")));
    }

    @Test
    void wordsBehindACallStandBeforeItAndACallWithoutWordsHasNone() {
        assertThat(messages(CALL.formatted("c1"), SAID, output("c1", "\"7\""))).isEqualTo("""
                [{"role":"assistant","content":"Hi","tool_calls":[%s]},\
                {"role":"tool","tool_call_id":"c1","content":"7"}]""".formatted(CALLED.formatted("c1")));
        assertThat(messages(CALL.formatted("c1"))).isEqualTo(
                "[{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[" + CALLED.formatted("c1") + "]}]");
    }

    @Test
    void twoMessagesStayTwo() {
        assertThat(messages(SAID, SAID)).isEqualTo(
                "[{\"role\":\"assistant\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":\"Hi\"}]");
    }

    @Test
    void aRefusalGoesBackAsOne() {
        assertThat(messages("{\"role\":\"assistant\",\"content\":[{\"type\":\"refusal\",\"refusal\":\"No.\"}]}"))
                .isEqualTo("[{\"role\":\"assistant\",\"content\":null,\"refusal\":\"No.\"}]");
    }

    @Test
    void thoughtsGoBackUnderTheNameTheyCameByAndOnlyInTheAnswerThatIsGoingOn() {
        String text = "{\"type\":\"reasoning\",\"id\":\"rs_chat_2\",\"summary\":[],"
                + "\"content\":[{\"type\":\"reasoning_text\",\"text\":\"Hm\"}]}";

        assertThat(messages(text, CALL.formatted("c1"))).contains("\"reasoning\":\"Hm\"").doesNotContain("reasoning_content");
        assertThat(messages(THOUGHTS, SAID, "{\"role\":\"user\",\"content\":\"more\"}")).doesNotContain("Hm");
        assertThat(messages(THOUGHTS)).isEqualTo("[]");
    }

    @Test
    void anotherProvidersThoughtsAreLeftOut() {
        assertThat(messages(THOUGHTS.replace("rs_chat_1", "rs_68a1f0c2"), SAID))
                .isEqualTo("[{\"role\":\"assistant\",\"content\":\"Hi\"}]");
    }

    @Test
    void developersAreTheSystem() {
        assertThat(messages("{\"role\":\"developer\",\"content\":\"Be brief.\"}"))
                .isEqualTo("[{\"role\":\"system\",\"content\":\"Be brief.\"}]");
    }

    @Test
    void partsOfEveryKind() {
        assertThat(messages("""
                {"role":"user","content":[{"type":"input_text","text":"See"},\
                {"type":"input_image","image_url":"https://example.org/a.png","detail":"low"},\
                {"type":"input_file","file_data":"data:application/pdf;base64,AA==","filename":"a.pdf"},\
                {"type":"input_file","file_id":"file-1"},\
                {"type":"input_audio","input_audio":{"data":"AA==","format":"wav"}}]}""")).isEqualTo("""
                [{"role":"user","content":[{"type":"text","text":"See"},\
                {"type":"image_url","image_url":{"url":"https://example.org/a.png","detail":"low"}},\
                {"type":"file","file":{"file_data":"data:application/pdf;base64,AA==","filename":"a.pdf"}},\
                {"type":"file","file":{"file_id":"file-1"}},\
                {"type":"input_audio","input_audio":{"data":"AA==","format":"wav"}}]}]""");
    }

    @Test
    void oneTextInAListIsJustThat() {
        assertThat(messages("{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"Hi\"}]}"))
                .isEqualTo("[{\"role\":\"user\",\"content\":\"Hi\"}]");
    }

    @Test
    void outputsAreTextsOrParts() {
        assertThat(messages(output("c1", "[{\"type\":\"input_text\",\"text\":\"7\"},"
                + "{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,AA==\"}]"))).isEqualTo("""
                [{"role":"tool","tool_call_id":"c1","content":[{"type":"text","text":"7"},\
                {"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="}}]}]""");
        assertThat(messages(output("c1", "[1,2]"))).contains("\"content\":\"[1,2]\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{'type':'web_search_call','id':'w'}                                          | An item of type web_search_call cannot",
            "{'type':'item_reference','id':'w'}                                           | An item of type item_reference cannot",
            "{'role':'tool','content':'x'}                                                | A message of the role tool cannot",
            "{'role':'user','content':[{'type':'input_video'}]}                           | A part of type input_video cannot",
            "{'role':'user','content':[{'type':'input_image','file_id':'f'}]}             | An input_image needs an image_url",
            "{'role':'user','content':[{'type':'input_file','file_url':'https://a.org'}]} | An input_file needs file_data or a file_id"})
    void whatCannotBeSaidIsNamed(String item, String named) {
        assertThatThrownBy(() -> messages(item.replace('\'', '"'))).isInstanceOfSatisfying(ModelRequestException.class,
                refused -> assertThat(refused.errorType()).isEqualTo("user")).hasMessageStartingWith(named);
    }

    @Test
    void aConversationOnTheProvidersSideIsRefused() {
        ModelRequest plain = ModelRequest.of("hi");
        assertThatThrownBy(() -> body(new ModelRequest(plain.model(), plain.instructions(), plain.input(), plain.tools(),
                plain.hostedTools(), plain.settings(), Optional.of("resp_1"), Optional.empty(), Optional.empty())))
                .isInstanceOf(ModelRequestException.class)
                .hasMessageStartingWith("previousResponseId is set");
        assertThatThrownBy(() -> body(new ModelRequest(plain.model(), plain.instructions(), plain.input(), plain.tools(),
                plain.hostedTools(), plain.settings(), Optional.empty(), Optional.of("conv_1"), Optional.empty())))
                .isInstanceOf(ModelRequestException.class)
                .hasMessageStartingWith("conversationId is set");
    }

    @Test
    void aToolOfTheProvidersOwnIsRefused() {
        ModelRequest plain = ModelRequest.of("hi");
        assertThatThrownBy(() -> body(new ModelRequest(plain.model(), plain.instructions(), plain.input(), plain.tools(),
                List.of(JsonText.of("{\"type\":\"web_search\"}")), plain.settings(), Optional.empty(), Optional.empty(),
                Optional.empty()))).isInstanceOf(ModelRequestException.class).hasMessageStartingWith("The agent has hosted tools");
    }

    @Test
    void aToolOfTheProvidersOwnCannotBeChosen() {
        ModelSettings settings = ModelSettings.builder().toolChoice(ToolChoice.hosted("web_search")).build();

        assertThatThrownBy(() -> body(request(settings, FOO))).isInstanceOf(ModelRequestException.class)
                .hasMessageContaining("web_search");
    }

    private static ModelRequest request(ModelSettings settings, ToolDefinition... tools) {
        return new ModelRequest(Optional.of("mine"), Optional.of("Be brief."), List.of(Message.user("hi")), List.of(tools),
                List.of(), settings, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static String output(String callId, String output) {
        return "{\"type\":\"function_call_output\",\"call_id\":\"" + callId + "\",\"output\":" + output + "}";
    }

    private static String messages(String... items) {
        ModelRequest request = ModelRequest.of(Stream.of(items).map(item -> ResponseItem.of(JsonText.of(item))).toList());
        return JsonText.of(body(request)).member("messages").orElseThrow().toString();
    }

    private static String body(ModelRequest request) {
        return new String(ChatRequest.body(request, "standard"), StandardCharsets.UTF_8);
    }
}
