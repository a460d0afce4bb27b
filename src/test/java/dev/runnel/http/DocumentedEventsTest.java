package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.event.AgentRef;
import dev.runnel.event.AgentUpdatedStreamEvent;
import dev.runnel.event.CancelReason;
import dev.runnel.event.EventOrigin;
import dev.runnel.event.HandoffCallItem;
import dev.runnel.event.HandoffOutputItem;
import dev.runnel.event.McpApprovalRequestItem;
import dev.runnel.event.McpApprovalResponseItem;
import dev.runnel.event.McpListToolsItem;
import dev.runnel.event.MessageOutputItem;
import dev.runnel.event.OutputValue;
import dev.runnel.event.RawResponsesStreamEvent;
import dev.runnel.event.ReasoningItem;
import dev.runnel.event.RunError;
import dev.runnel.event.RunItem;
import dev.runnel.event.RunItemEventName;
import dev.runnel.event.RunItemStreamEvent;
import dev.runnel.event.RunStatus;
import dev.runnel.event.RunUpdatedStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.event.StreamEventCodec;
import dev.runnel.event.ToolApprovalItem;
import dev.runnel.event.ToolCallItem;
import dev.runnel.event.ToolCallOutputItem;
import dev.runnel.event.ToolProgressStreamEvent;
import dev.runnel.event.ToolSearchCallItem;
import dev.runnel.event.ToolSearchOutputItem;
import dev.runnel.model.FunctionCall;
import dev.runnel.model.FunctionCallOutput;
import dev.runnel.model.JsonText;
import dev.runnel.model.McpApprovalRequest;
import dev.runnel.model.McpApprovalResponse;
import dev.runnel.model.Message;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.Reasoning;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the codec writes is what the document says, to the last member. */
class DocumentedEventsTest {

    private static final AgentRef JOKER = new AgentRef("Joker");
    private static final McpApprovalRequest REQUEST = new McpApprovalRequest(json("{'type':'mcp_approval_request','id':'r',"
            + "'server_label':'docs','name':'read','arguments':'{}'}"));
    private static final EventOrigin ORIGIN = new EventOrigin("run_1", 1, JOKER, Optional.empty(), 0);
    private static final EventOrigin NESTED = new EventOrigin("run_1", 1, JOKER, Optional.of("call_1"), 1);
    private static final Pattern ERROR_TYPE = Pattern.compile("String errorType\\(\\) \\{\\s+return \"(\\w+)\"");

    private final OpenApiDocument document = new OpenApiDocument();

    static List<StreamEvent> events() {
        List<StreamEvent> events = new ArrayList<>();
        events.add(new RawResponsesStreamEvent(NESTED, 0, ModelEvent.of(json("{'type':'response.created'}"))));
        events.add(new AgentUpdatedStreamEvent(ORIGIN, 1, JOKER));
        events.add(new ToolProgressStreamEvent(ORIGIN, 2, "call_1", OutputValue.of("7")));
        for (RunItem item : items()) {
            events.add(new RunItemStreamEvent(ORIGIN, 3, RunItemEventName.TOOL_CALLED, item));
        }
        for (RunItemEventName name : RunItemEventName.values()) {
            events.add(new RunItemStreamEvent(ORIGIN, 3, name, items().get(0)));
        }
        events.add(RunUpdatedStreamEvent.started(ORIGIN, 4));
        events.add(ended(RunStatus.COMPLETED, Optional.of(OutputValue.of("Ha")), Optional.empty(), Optional.empty()));
        events.add(new RunUpdatedStreamEvent(ORIGIN, 5, RunStatus.INTERRUPTED, Optional.of(new Usage(1, 2, 3, 5, 1, 1)),
                Optional.of("resp_1"), Optional.empty(), Optional.empty(), Optional.empty(), List.of(approval()),
                Optional.of("k1.sealed")));
        for (CancelReason reason : CancelReason.values()) {
            events.add(ended(RunStatus.CANCELLED, Optional.empty(), Optional.empty(), Optional.of(reason)));
        }
        events.add(ended(RunStatus.FAILED, Optional.empty(), Optional.of(RunError.ofHttp("model_http", "Too many", 429,
                Optional.of("rate_limit"), Optional.of(Duration.ofSeconds(2)))), Optional.empty()));
        events.add(ended(RunStatus.FAILED, Optional.empty(), Optional.of(RunError.ofGuardrail(
                "input_guardrail_tripwire_triggered", "Ended", "no math", Optional.of(OutputValue.of("x + 1")))),
                Optional.empty()));
        return events;
    }

    private static List<RunItem> items() {
        ResponseItem any = ResponseItem.of(json("{'type':'web_search_call','id':'ws_1'}"));
        FunctionCallOutput output = new FunctionCallOutput(
                json("{'type':'function_call_output','call_id':'c','output':'7'}"));
        return List.of(new MessageOutputItem(new AgentRef("Other"),
                new Message(json("{'type':'message','role':'assistant','content':[]}"))),
                new ReasoningItem(new AgentRef("Other"), new Reasoning(json("{'type':'reasoning','summary':[]}"))),
                new ToolCallItem(new AgentRef("Other"), any),
                new ToolCallOutputItem(new AgentRef("Other"), output, OutputValue.of("7")),
                new ToolSearchCallItem(new AgentRef("Other"), any), new ToolSearchOutputItem(new AgentRef("Other"), any),
                new HandoffCallItem(new AgentRef("Other"), new FunctionCall(
                        json("{'type':'function_call','call_id':'c','name':'transfer','arguments':'{}'}"))),
                new HandoffOutputItem(new AgentRef("Other"), output, JOKER, new AgentRef("Other")),
                new McpListToolsItem(new AgentRef("Other"), any), new McpApprovalRequestItem(new AgentRef("Other"), REQUEST),
                new McpApprovalResponseItem(new AgentRef("Other"), McpApprovalResponse.of(REQUEST, false, Optional.of("no"))),
                approval(), new ToolApprovalItem(new AgentRef("Other"), REQUEST));
    }

    private static ToolApprovalItem approval() {
        return new ToolApprovalItem(new AgentRef("Other"), new FunctionCall(
                json("{'type':'function_call','call_id':'c','name':'pay','arguments':'{}'}")));
    }

    private static RunUpdatedStreamEvent ended(RunStatus status, Optional<OutputValue> output, Optional<RunError> error,
            Optional<CancelReason> reason) {
        return new RunUpdatedStreamEvent(ORIGIN, 5, status, Optional.of(new Usage(1, 2, 3, 5, 1, 1)), Optional.of("resp_1"),
                output, error, reason);
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventOfEachKindIsDocumented(StreamEvent event) {
        assertThat(document.violations("StreamEvent", json(event))).isEmpty();
    }

    @Test
    void everyDocumentedMemberIsWritten() {
        events().forEach(event -> document.violations("StreamEvent", json(event)));
        assertThat(document.occurred()).isEqualTo(document.membersOf("StreamEvent"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "status", "usage", "error", "run_id", "type", "turn" })
    void aMemberThatIsMissingIsSeen(String member) {
        StreamEvent failed = events().get(events().size() - 1);
        ObjectNode json = (ObjectNode) json(failed);
        json.remove(member);
        assertThat(document.violations("StreamEvent", json)).isNotEmpty();
    }

    @Test
    void aMemberTooManyIsSeen() {
        for (StreamEvent event : events()) {
            ObjectNode json = (ObjectNode) json(event);
            json.put("surplus", 1);
            assertThat(document.violations("StreamEvent", json)).as(event.type()).isNotEmpty();
        }
    }

    @Test
    void theClosedListsAreThoseOfTheCode() throws IOException {
        assertThat(list("RunItemStreamEvent/properties/name"))
                .isEqualTo(names(RunItemEventName.values(), RunItemEventName::wireName));
        assertThat(list("RunUpdatedStreamEvent/properties/status"))
                .isEqualTo(names(RunStatus.values(), RunStatus::wireName));
        assertThat(list("RunUpdatedStreamEvent/properties/reason"))
                .isEqualTo(names(CancelReason.values(), CancelReason::wireName));
        assertThat(new TreeSet<>(list("ServerSentEvent/properties/event")))
                .isEqualTo(OpenApiDocument.names(document.at("/components/schemas/StreamEvent/discriminator/mapping")));
        assertThat(new TreeSet<>(list("ErrorType"))).isEqualTo(errorTypes());
    }

    @Test
    void thePageOfEventsListsTheSameTypesOfErrors() throws IOException {
        String page = Files.readString(Path.of("docs", "events.md"));
        String table = page.substring(page.indexOf("| `error.type` |"));
        Matcher row = Pattern.compile("(?m)^\\| `([a-z_]+)` \\|").matcher(table.substring(0, table.indexOf("\n\n")));
        assertThat(row.results().map(found -> found.group(1)).filter(type -> !type.equals("error.type")))
                .containsExactlyInAnyOrderElementsOf(errorTypes());
    }

    @Test
    void aTypeOfErrorIsNamedAfterItsException() throws IOException {
        for (String type : errorTypes()) {
            if (!type.equals("internal")) {
                String name = Pattern.compile("(?:^|_)([a-z])").matcher(type).replaceAll(
                        first -> first.group(1).toUpperCase(Locale.ROOT)) + "Exception.java";
                try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
                    assertThat(files.filter(path -> path.endsWith(name))).as(type).hasSize(1);
                }
            }
        }
    }

    private List<String> list(String schema) {
        return OpenApiDocument.strings(document.at("/components/schemas/" + schema + "/enum"));
    }

    private static <T> List<String> names(T[] constants, Function<T, String> name) {
        return Stream.of(constants).map(name).toList();
    }

    /** From the sources, because each is in the type of an exception, and nothing else knows all of them. */
    private static Set<String> errorTypes() throws IOException {
        Set<String> types = new TreeSet<>(List.of("internal"));
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            for (Path file : (Iterable<Path>) files.filter(path -> path.toString().endsWith("Exception.java"))::iterator) {
                Matcher found = ERROR_TYPE.matcher(Files.readString(file));
                if (found.find()) {
                    types.add(found.group(1));
                }
            }
        }
        return types;
    }

    private static JsonNode json(StreamEvent event) {
        return OpenApiDocument.json(new String(StreamEventCodec.encode(event), StandardCharsets.UTF_8));
    }

    private static JsonText json(String text) {
        return JsonText.object(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
