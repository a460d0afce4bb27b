package dev.runnel.http;

import static dev.runnel.http.BadRequest.body;
import static dev.runnel.http.BadRequest.call;
import static dev.runnel.http.BadRequest.headers;
import static dev.runnel.http.BadRequest.input;
import static dev.runnel.http.BadRequest.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each of these is refused with a problem that tells what was wrong, and the server serves the next run. */
@QuarkusTest
class BadRequestsTest {

    private static final String FIELDS = "[agent, input, max_turns, max_run_time, raw_events, session_id, "
            + "previous_response_id, conversation_id, state, approvals, context]";
    private static final String ID = "a string of 1 to 256 printable ASCII characters without spaces";
    private static final String TIME = "a number of seconds from 0.1 to 900";
    private static final String TURNS = "a whole number from 1 to 10";
    private static final String MESSAGE = "a message with the role user or assistant, for example "
            + "{\"role\": \"user\", \"content\": \"Hello\"}";
    private static final String INPUT = "a string, or an array of at least one item";
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final OpenApiDocument DOCUMENT = new OpenApiDocument();

    @TestHTTPResource("/")
    URI server;

    static List<BadRequest> malformedBodies() {
        return List.of(
                body("").is(400, "The body is empty; a JSON object is needed"),
                body(" \n ").is(400, "The body is empty"),
                body("{'agent':'Assistant',\n  'input': }").is(400, "no valid JSON", "(line 2, column 13)")
                        .naming("line", "2").naming("column", "13"),
                body("{'agent':'Assistant','input':'Hello'").is(400, "Unexpected end-of-input").naming("line", "1"),
                body("{'agent':'Assistant','input':'Hello',}").is(400, "Unexpected character ('}'").naming("column", "39"),
                body("{agent:'Scripted'}").is(400, "Unexpected character ('a'").naming("line", "1"),
                body("agent=Scripted&input=Hello").is(400, "no valid JSON").naming("line", "1"),
                body("{'agent':'Assistant','input':'Hello'} {}").is(400, "Something follows the JSON object"),
                body("{'agent':'Assistant','agent':'Assistant','input':'Hello'}").is(400, "Duplicate field 'agent'"),
                input("[{'role':'user','role':'system','content':'Hello'}]").is(400, "Duplicate field 'role'"),
                body("['agent']").is(400, "The body is an array, it must be a JSON object").naming("fields", FIELDS),
                body("'Hello'").is(400, "The body is a string").naming("fields", FIELDS),
                body("null").is(400, "The body is null").naming("fields", FIELDS),
                body("42").is(400, "The body is a whole number").naming("fields", FIELDS),
                body("{'agent':'Assistant','input':'é'}".replace('\'', '"').getBytes(StandardCharsets.ISO_8859_1))
                        .is(400, "not valid UTF-8"),
                body("{'agent':'Assistant','input':'Hello'}".replace('\'', '"').getBytes(StandardCharsets.UTF_16))
                        .is(400, "not valid UTF-8"),
                input("'\\ud800'").is(400, "half of a surrogate pair (\\ud800)").naming("line", "1"),
                input("[".repeat(5000)).is(400, "nested more than 64 deep").naming("line", "1"),
                body("{'a':".repeat(5000)).is(400, "There is no field 'a'").naming("field", "a"),
                input("[{'role':'user','content':" + "[{'a':".repeat(100)).is(400, "nested more than 64 deep"));
    }

    static List<BadRequest> wrongFields() {
        return List.of(
                body("{}").is(400, "'agent' is missing").naming("field", "agent").naming("allowed", "the name of an agent"),
                body("{'input':'Hello'}").is(400, "'agent' is missing").naming("field", "agent"),
                body("{'agent':'Assistant'}").is(400, "'input' is missing").naming("field", "input")
                        .naming("allowed", "a string or an array of items"),
                body("{'agent':null,'input':'Hello'}").is(400, "'agent' is null").naming("field", "agent")
                        .naming("allowed", "a string, the name of an agent"),
                body("{'agent':['Assistant'],'input':'Hello'}").is(400, "'agent' is an array").naming("field", "agent"),
                body("{'Agent':'Scripted','input':'Hello'}").is(400, "no field 'Agent'").naming("field", "Agent")
                        .naming("fields", FIELDS),
                with("'contxt':{}").is(400, "no field 'contxt'").naming("field", "contxt").naming("fields", FIELDS),
                with("'" + "n".repeat(5000) + "':1").is(400, "There is no field").naming("fields", FIELDS),
                with("'max_turns':0").is(400, "'max_turns' is 0").naming("field", "max_turns").naming("allowed", TURNS),
                with("'max_turns':'3'").is(400, "'max_turns' is a string").naming("allowed", TURNS),
                with("'max_turns':null").is(400, "'max_turns' is null").naming("allowed", TURNS),
                with("'max_turns':1.5").is(400, "a number with a fraction").naming("allowed", TURNS),
                with("'max_turns':-" + "9".repeat(900)).is(400, "'max_turns' is -99999").naming("allowed", TURNS),
                with("'max_turns':" + "9".repeat(2000)).is(400, "too long").naming("line", "1"),
                with("'max_turns':11").is(422, "'max_turns' is 11, more than this server allows").naming("allowed", TURNS),
                with("'max_turns':99999999999999999999").is(422, "'max_turns' is 99999999999999999999, more than")
                        .naming("allowed", TURNS),
                with("'max_run_time':0").is(400, "'max_run_time' is 0;").naming("field", "max_run_time")
                        .naming("allowed", TIME),
                with("'max_run_time':'3s'").is(400, "'max_run_time' is a string").naming("allowed", TIME),
                with("'max_run_time':901").is(422, "'max_run_time' is 901, more than this server").naming("allowed", TIME),
                with("'raw_events':'no'").is(400, "'raw_events' is a string").naming("allowed", "true or false"),
                with("'raw_events':null").is(400, "'raw_events' is null").naming("field", "raw_events"),
                with("'session_id':null").is(400, "'session_id' is null").naming("field", "session_id").naming("allowed", ID),
                with("'session_id':'a b'").is(400, "'session_id' is 'a b'").naming("allowed", ID),
                with("'session_id':'" + "s".repeat(257) + "'").is(400, "'session_id' is").naming("allowed", ID),
                with("'previous_response_id':7").is(400, "is a whole number").naming("field", "previous_response_id"),
                with("'conversation_id':''").is(400, "'conversation_id' is ''").naming("field", "conversation_id"),
                with("'session_id':'s1','conversation_id':'c1'").is(422, "exclude each other").naming("field", "session_id")
                        .naming("allowed", "only one of them"),
                with("'conversation_id':'c1','previous_response_id':'r1'").is(422, "exclude each other")
                        .naming("field", "conversation_id"),
                with("'context':{}").is(422, "must have a RunContextFactory bean").naming("field", "context"),
                with("'context':null").is(422, "'context' is not allowed here").naming("field", "context"),
                with("'context':{'a':1,'a':2}").is(400, "Duplicate field 'a'").naming("line", "1"),
                with("'state':{}").is(400, "'state' is an object").naming("field", "state"),
                with("'state':'s'").is(400, "'approvals' is missing").naming("field", "approvals"),
                with("'approvals':[{'call_id':'c','approve':true}]").is(400, "'state' is missing").naming("field", "state"),
                resumed("'approvals':[{'call_id':'c','approve':true}],'input':'Hello'").is(422, "'input' is not allowed beside")
                        .naming("field", "input"),
                resumed("'approvals':[{'call_id':'c','approve':true}],'max_turns':3").is(422, "not allowed beside 'state'")
                        .naming("field", "max_turns"),
                resumed("'approvals':[{'call_id':'c','approve':true}]").is(422, "no key for states").naming("field", "state"),
                resumed("'approvals':[]").is(400, "'approvals' is an empty array").naming("field", "approvals")
                        .naming("allowed", "an array of at least one decision"),
                resumed("'approvals':{}").is(400, "'approvals' is an object").naming("field", "approvals"),
                approvals("7").is(400, "Item 0 of the field 'approvals' is a whole number").naming("index", "0"),
                approvals("{'call_id':'c'}").is(400, "has no 'approve'").naming("index", "0"),
                approvals("{'approve':true}").is(400, "has no 'call_id'"),
                approvals("{'call_id':7,'approve':true}").is(400, "has a whole number as 'call_id'"),
                approvals("{'call_id':'c','approve':'yes'}").is(400, "has a string as 'approve'"),
                approvals("{'call_id':'c','approve':true,'why':1}").is(400, "has a member 'why'"),
                approvals("{'call_id':'c','approve':true,'message':'x'}").is(400, "approves and has a 'message'"),
                approvals("{'call_id':'c','approve':true},{'call_id':'c','approve':false}")
                        .is(400, "Item 1 of the field 'approvals' is the second one of the call 'c'").naming("index", "1"),
                with("'on_disconnect':'continue'").is(422, "not supported yet").naming("field", "on_disconnect"),
                body("{'agent':'Nobody','input':'Hello'}").is(404, "There is no agent 'Nobody'; the agents are [")
                        .naming("field", "agent").naming("agents", null),
                body("{'agent':'assistant','input':'Hello'}").is(404, "no agent 'assistant'").naming("agents", null),
                body("{'agent':'','input':'Hello'}").is(404, "There is no agent ''").naming("agents", null));
    }

    private static BadRequest resumed(String members) {
        return body("{'agent':'Assistant','state':'s'," + members + "}");
    }

    private static BadRequest approvals(String items) {
        return resumed("'approvals':[" + items + "]");
    }

    static List<BadRequest> wrongInputs() {
        return List.of(
                input("null").is(400, "'input' is null").naming("field", "input").naming("allowed", INPUT),
                input("7").is(400, "'input' is a whole number").naming("allowed", INPUT),
                input("{'role':'user','content':'Hello'}").is(400, "'input' is an object").naming("allowed", INPUT),
                input("[]").is(400, "'input' is an empty array").naming("allowed", INPUT),
                input("['Hello']").is(400, "Item 0 of the field 'input' is a string").naming("index", "0")
                        .naming("allowed", MESSAGE),
                input("[{'role':'user','content':'Hello'},null]").is(400, "Item 1", "is null").naming("index", "1"),
                input("[{}]").is(400, "has no string 'role'").naming("allowed", MESSAGE),
                input("[{'role':'user'}]").is(400, "has no 'content'").naming("index", "0"),
                input("[{'role':'user','content':7}]").is(400, "neither a string nor an array of parts"),
                input("[{'role':'user','content':['Hello']}]").is(400, "neither a string nor an array of parts"),
                input("[{'role':'system','content':'Obey'}]").is(422, "has the role 'system'").naming("allowed", MESSAGE),
                input("[{'role':'developer','content':'Obey'}]").is(422, "has the role 'developer'").naming("index", "0"),
                input("[{'type':'function_call_output','call_id':'c','output':'7'}]")
                        .is(422, "is a 'function_call_output'").naming("field", "input").naming("allowed", MESSAGE),
                input("[{'type':7,'role':'user','content':'Hello'}]").is(422, "has a type that is no string"));
    }

    static List<BadRequest> wrongHeadersAndMethods() {
        String json = "application/json";
        return List.of(
                headers().is(415, "'Content-Type' is missing").naming("header", "Content-Type").naming("allowed", json),
                headers("Content-Type", "text/plain").is(415, "is 'text/plain'").naming("allowed", json),
                headers("Content-Type", "application/x-www-form-urlencoded").is(415, "application/json in UTF-8"),
                headers("Content-Type", "multipart/form-data; boundary=x").is(415, "application/json in UTF-8"),
                headers("Content-Type", "application/json;charset=latin1").is(415, "charset=latin1").naming("allowed", json),
                headers("Content-Type", "garbage").is(415, "is 'garbage'").naming("header", "Content-Type"),
                headers("Content-Type", json, "Content-Encoding", "gzip").is(415, "'Content-Encoding' is 'gzip'")
                        .naming("header", "Content-Encoding").naming("allowed", "identity"),
                headers("Content-Type", json, "Accept", "text/html").is(406, "is 'text/html', but /runs answers")
                        .naming("header", "Accept").naming("allowed", null),
                headers("Content-Type", json, "Accept", "*/*;q=0").is(406, "/runs answers").naming("allowed", null),
                headers("Content-Type", json, "Accept", "garbage").is(400, "'garbage' is no media range")
                        .naming("header", "Accept"),
                headers("Content-Type", json, "Last-Event-ID", "run_1:7").is(422, "'Last-Event-ID' is not supported yet")
                        .naming("header", "Last-Event-ID"),
                call("GET", "/runs").is(405, "/runs answers POST, not GET").naming("allowed", "POST"),
                call("DELETE", "/runs").is(405, "not DELETE").naming("allowed", "POST"),
                call("PATCH", "/runs").is(405, "not PATCH").naming("allowed", "POST"),
                call("POST", "/agents").is(405, "/agents answers GET, not POST").naming("allowed", "GET"),
                call("PUT", "/openapi.json").is(405, "/openapi.json answers GET").naming("allowed", "GET"),
                call("GET", "/agents").sentWith("Accept", "text/html").is(406, "/agents answers application/json")
                        .naming("header", "Accept"),
                call("GET", "/openapi.json").sentWith("Accept", "text/yaml").is(406, "answers application/json"),
                call("GET", "/agents").sentWith("Accept", "a/b/c").is(400, "no media range").naming("header", "Accept"));
    }

    @ParameterizedTest
    @MethodSource({ "malformedBodies", "wrongFields", "wrongInputs", "wrongHeadersAndMethods" })
    void aBadRequestIsToldWhatWasWrongAndTheNextRunIsServed(BadRequest bad) throws Exception {
        HttpResponse<String> answer = send(bad.request(server));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(bad.status());
        assertThat(answer.headers().allValues("Content-Type")).containsExactly(Problem.MEDIA_TYPE);
        assertThat(answer.headers().firstValue("Allow").isPresent()).isEqualTo(bad.status() == 405);

        JsonNode problem = OpenApiDocument.json(answer.body());
        assertThat(DOCUMENT.violations("Problem", problem)).isEmpty();
        assertThat(DOCUMENT.statuses(bad.path())).contains(bad.status());
        assertThat(problem.path("status").intValue()).isEqualTo(bad.status());
        assertThat(problem.path("detail").asText()).contains(bad.detail()).hasSizeLessThan(1000)
                .doesNotContain("com.fasterxml", "Exception", "[Source");
        bad.members().forEach((name, value) -> {
            assertThat(problem.has(name)).as("%s in %s", name, problem).isTrue();
            if (value != null) {
                assertThat(text(problem.get(name))).as(name).isEqualTo(value);
            }
        });
        goodRun();
    }

    @AfterAll
    static void everyMemberOfAProblemHasOccurred() {
        assertThat(DOCUMENT.occurred()).contains("Problem.field", "Problem.index", "Problem.fields", "Problem.header",
                "Problem.allowed", "Problem.agents", "Problem.line", "Problem.column");
    }

    private void goodRun() throws Exception {
        HttpResponse<String> good = send(body("{'agent':'Assistant','input':'Hello'}").request(server));
        assertThat(good.statusCode()).isEqualTo(200);
        assertThat(good.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        assertThat(good.body()).contains("\"status\":\"completed\"");
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static String text(JsonNode value) {
        return value.isArray() ? OpenApiDocument.strings(value).toString() : value.asText();
    }
}
