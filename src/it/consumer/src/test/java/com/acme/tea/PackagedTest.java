package com.acme.tea;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;

/** The packaged application, jar or binary, seen from outside. */
class PackagedTest {

    private static final Path PACKAGED = Path.of("target/quarkus-app");

    private static final List<String> COMMAND = List.of(System.getProperty("shop.command").split(" "));
    private static final boolean BINARY = COMMAND.size() == 1;

    private static Shop shop;

    @BeforeAll
    static void open() throws Exception {
        shop = Shop.open(Path.of("."), Duration.ofSeconds(60), COMMAND, "RUNNEL_MODEL=embedded");
    }

    @AfterAll
    static void close() {
        if (shop != null) {
            shop.close();
        }
    }

    @Test
    void theApplicationsHostAndPortCountAndNotThoseOfTheJar() {
        assertThat(shop.address().getHost()).isEqualTo("localhost");
        assertThat(shop.address().getPort()).isNotEqualTo(8080);
    }

    @Test
    void theAgentsAreTheApplicationsOwnAndNoExamples() throws Exception {
        JsonNode agents = Events.json(shop.get("/agents").body());

        assertThat(agents.findValuesAsText("name")).containsExactly("Cashier", "Clerk", "Cook", "Guide", "Host",
                "Manager", "Porter", "Steward", "Taster", "Usher", "Waiter");
        assertThat(agents.get(5).path("tools")).isEqualTo(Events.json("[\"ask_porter\"]"));
        assertThat(agents.get(10)).isEqualTo(Events.json(
                "{\"name\":\"Waiter\",\"description\":\"Takes orders.\",\"tools\":[\"place_order\"],\"handoffs\":[]}"));
        assertThat(agents.get(4).path("handoffs")).isEqualTo(Events.json("[\"Waiter\"]"));
    }

    @Test
    void theAgentsOfTheExamplesAreUnknown() throws Exception {
        HttpResponse<String> answer = shop.post("/runs", "application/json", "{\"agent\":\"Joker\",\"input\":\"Hello\"}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("Waiter").doesNotContain("Triage");
    }

    @Test
    @DisabledIf("isBinary")
    void noBeanIsMadeOfTheExamples() throws IOException {
        List<String> made;
        try (ZipFile generated = new ZipFile(PACKAGED.resolve("quarkus/generated-bytecode.jar").toFile())) {
            made = generated.stream().map(Object::toString).toList();
        }
        assertThat(made).as("beans of the jar").anyMatch(name -> name.matches("dev/runnel/run/\\w+_Bean\\.class"));
        assertThat(made).noneMatch(name -> name.matches("dev/runnel/examples/(ExampleAgents|JokeTools)_.*"));
    }

    @Test
    void runnelIsTheOnlyDependencyThatIsNoTestLibrary() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String dependencies = pom.substring(pom.lastIndexOf("<dependencies>"), pom.lastIndexOf("</dependencies>"));

        assertThat(dependencies.split("<dependency>")).filteredOn(one -> one.contains("<artifactId>"))
                .filteredOn(one -> !one.contains("<scope>test</scope>"))
                .singleElement().asString().contains("<artifactId>runnel</artifactId>");
    }

    @Test
    void recordsWithinRecordsGoToAToolAndComeBackInTheApplicationsJson() throws Exception {
        Events run = shop.run("Waiter", "A LARGE one for \\\"  Ada \\\" at 'Long Lane' 12, please");

        JsonNode receipt = run.output();
        assertThat(receipt.path("paid_by").asText()).as("the application's module strips text").isEqualTo("Ada");
        assertThat(receipt.path("deliver_to")).isEqualTo(Events.json("{\"street\":\"Long Lane\",\"house_number\":12}"));
        assertThat(receipt.path("cup_count").asInt()).isEqualTo(12);
        assertThat(receipt.path("bought_lines")).hasSize(1);
        assertThat(receipt.path("bought_lines").get(0).path("size").asText()).isEqualTo("LARGE");
        assertThat(receipt.path("note").asText()).isNotEmpty();
        assertThat(run.end().path("status").asText()).isEqualTo("completed");
    }

    @Test
    void theFinalOutputIsARecordWithRecordsInListsAndOptionals() throws Exception {
        String words = "A SWEET 'Darjeeling', 3 minutes";

        JsonNode tasting = shop.run("Taster", words).end().path("final_output");
        assertThat(tasting.path("tea").path("leafName").asText()).isEqualTo("Darjeeling");
        assertThat(tasting.path("notes").findValuesAsText("flavour")).containsExactly("SWEET");
        assertThat(shop.post("/shop/tasting", "text/plain", words).body()).as("as an object")
                .startsWith("Tasting[tea=Tea[leafName=Darjeeling, minutesToBrew=Optional[3]], notes=[Note[flavour=SWEET, words=[")
                .contains("cups=Optional[[Cup[size=");
    }

    @Test
    void theInputOfAHandoffIsARecordWithRecordsInListsAndOptionals() throws Exception {
        Events run = shop.run("Clerk", "The Porter, please: my 'Oolong' is COLD");

        assertThat(run.end().path("agent").asText()).as(run.all().toString()).isEqualTo("Porter");
        assertThat(shop.post("/shop/complaints", "text/plain", "").body()).startsWith(
                "Complaint[faults=[Fault[kind=COLD, product=Oolong]], wish=Optional[Wish[words=");
    }

    @Test
    void aFailingToolIsToldToTheModelAndTheRunGoesOn() throws Exception {
        Events run = shop.run("Cashier", "Charge 450 cents");

        assertThat(run.output().asText()).contains("The card was declined for 450 cents");
        assertThat(run.end().path("status").asText()).isEqualTo("completed");
        assertThat(run.end().path("usage").path("requests").asInt()).isEqualTo(2);
    }

    @Test
    void whatStandsAroundTheCallsOfAToolAreBeansOfTheApplication() throws Exception {
        assertThat(shop.run("Steward", "Fetch 7 chests").output().asText()).isEqualTo("7 chests");
        assertThat(shop.run("Steward", "Fetch 19 chests").output().asText()).isEqualTo("There are only 18.");
        assertThat(shop.run("Steward", "Fetch 1 chest").output().asText()).isEqualTo("one chest");
        assertThat(shop.run("Steward", "Fetch 13 chests").output().asText()).isEqualTo("Sorry: nobody carries 13");
        assertThat(shop.run("Steward", "Fetch 0 chests").output().asText()).isEqualTo("The cellar is too deep.");
        JsonNode waits = shop.run("Steward", "Fetch 21 chests").end();
        assertThat(waits.path("status").asText()).isEqualTo("interrupted");
        assertThat(waits.path("interruptions")).hasSize(1);
    }

    @Test
    void guardrailsOfTheApplicationEndRunsAndTellWhy() throws Exception {
        Events coffee = shop.run("Steward", "7 cups of coffee");
        assertThat(coffee.all()).as("started, the agent, and the end: no model was called").hasSize(3);
        assertThat(coffee.end().path("error").path("type").asText()).isEqualTo("input_guardrail_tripwire_triggered");
        assertThat(coffee.end().path("error").path("guardrail").asText()).isEqualTo("NoCoffee");
        assertThat(coffee.end().path("error").path("output_info")).isEqualTo(Events.json("{\"word\":\"coffee\"}"));

        HttpResponse<String> secret = shop.post("/runs", "application/json",
                "{\"agent\":\"Steward\",\"input\":\"Fetch 7 chests in secret\"}", "Accept", "application/json");
        assertThat(secret.statusCode()).as(secret.body()).isEqualTo(422);
        assertThat(Events.json(secret.body()).path("error").path("guardrail").asText()).isEqualTo("no secrets");
    }

    @Test
    void aSlowToolHoldsBackNothingThatWasBefore() throws Exception {
        try (BufferedReader lines = lines(shop.startRun("Cook", "Tea, please"))) {
            assertThat(readUntil(lines, "\"name\":\"tool_called\"")).doesNotContain("\"name\":\"tool_output\"");
            assertThat(readUntil(lines, "\"data\":\"The kettle is on the fire\"")).as("what the tool reports leaves at once")
                    .contains("tool_progress_stream_event").doesNotContain("\"name\":\"tool_output\"");

            assertThat(shop.post("/shop/kettle", "text/plain", "").body()).isEqualTo("true");

            assertThat(readUntil(lines, "\"name\":\"tool_output\"")).contains("The water boils.");
            assertThat(readUntil(lines, "run_updated_stream_event")).isNotEmpty();
            assertThat(readUntil(lines, "data: ")).contains("\"status\":\"completed\"");
        }
    }

    @Test
    void whoeverLeavesStopsTheSlowTool() throws Exception {
        try (InputStream stream = shop.startRun("Cook", "Tea, please")) {
            readUntil(lines(stream), "\"name\":\"tool_called\"");
        }
        assertThat(shop.post("/shop/fire", "text/plain", "").body()).isEqualTo("true");
    }

    @Test
    void aToolThatRunsWhenTheApplicationIsStoppedIsToldInTheLogAndStopped() throws Exception {
        try (Shop closing = Shop.open(Path.of("."), Duration.ofSeconds(60), COMMAND, "RUNNEL_MODEL=embedded",
                "RUNNEL_SHUTDOWN_GRACE=1s");
                BufferedReader lines = lines(closing.startRun("Cook", "Tea, please"))) {
            readUntil(lines, "\"name\":\"tool_called\"");

            closing.terminate();

            assertThat(readUntil(lines, "\"status\":\"cancelled\"")).contains("\"reason\":\"shutdown\"");
            assertThat(closing.logToTheEnd()).anyMatch(line -> line.matches(
                    ".*Run run_\\w+: the tool boil_water is still running when the application is stopped"))
                    .noneMatch(line -> line.contains("does not stop"));
        }
    }

    @Test
    void toolsThatMayBlockAreCalledOffTheEventLoopAndTheOthersOnIt() throws Exception {
        List<JsonNode> places = shop.run("Guide", "Where am I?").outputs();

        boolean virtual = BINARY || Runtime.version().feature() >= 21;
        assertThat(places).hasSize(3).containsOnlyOnce(Events.json(
                "{\"event_loop\":false,\"virtual_thread\":" + virtual + "}"))
                .contains(Events.json("{\"event_loop\":true,\"virtual_thread\":false}"));
    }

    @Test
    void anEndpointOfTheApplicationStreamsARun() throws Exception {
        HttpResponse<String> answer = shop.post("/shop/door", "text/plain", "Is it open?");

        assertThat(answer.headers().firstValue("Content-Type")).hasValueSatisfying(
                type -> assertThat(type).startsWith("text/event-stream"));
        assertThat(answer.body()).startsWith(":\n\nid: run_").contains("\nevent: run_item_stream_event\n");
        Events run = Events.of(answer.body());
        assertThat(run.output().asText()).isEqualTo("from nine to five");
        assertThat(run.end().path("status").asText()).isEqualTo("completed");
    }

    @Test
    void oneAgentHandsOffToAnother() throws Exception {
        Events run = shop.run("Host", "The waiter, please");

        assertThat(run.all()).anyMatch(event -> event.path("new_agent").asText().equals("Waiter"));
        assertThat(run.end().path("agent").asText()).isEqualTo("Waiter");
        assertThat(run.outputs()).as("of place_order").hasSize(1);
    }

    @Test
    void theEventsOfAnAgentThatIsCalledAsAToolAreAmongThoseOfItsCaller() throws Exception {
        Events run = shop.run("Manager", "When is it open?");

        assertThat(run.all()).filteredOn(event -> event.path("depth").asInt() == 1).isNotEmpty().allSatisfy(event -> {
            assertThat(event.path("agent").asText()).isEqualTo("Porter");
            assertThat(event.path("parent_call_id").asText()).isNotEmpty();
            assertThat(event.path("run_id")).isEqualTo(run.end().path("run_id"));
        });
        assertThat(run.outputs()).as("of opening_hours, then of ask_porter").hasSize(2);
        assertThat(run.outputs().get(0).asText()).isEqualTo("from nine to five");
        assertThat(run.end().path("status").asText()).isEqualTo("completed");
        assertThat(run.end().path("usage").path("requests").asInt()).isEqualTo(4);
    }

    @Test
    void whatTheApplicationMakesOfTheContextReachesItsToolsAndNotTheModel() throws Exception {
        HttpResponse<String> answer = shop.post("/runs", "application/json",
                usher("{\"name\":\" Ada \",\"table_number\":3}"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Events run = Events.of(answer.body());
        assertThat(run.output()).isEqualTo(Events.json("{\"name\":\"Ada\",\"table_number\":3}"));
        assertThat(run.all()).filteredOn(event -> event.path("name").asText().equals("tool_called")).singleElement()
                .satisfies(called -> assertThat(called.toString()).doesNotContain("Ada"));
    }

    @Test
    void theApplicationMakesAContextOfAHeaderToo() throws Exception {
        HttpResponse<String> answer = shop.post("/runs", "application/json",
                "{\"agent\":\"Usher\",\"input\":\"Hello\"}", "X-Card", "Grace");

        assertThat(Events.of(answer.body()).output()).isEqualTo(Events.json("{\"name\":\"Grace\",\"table_number\":0}"));
    }

    @Test
    void aContextThatTheApplicationRefusesIsAProblem() throws Exception {
        for (String context : List.of("null", "7", "{\"name\":\"Ada\",\"table_number\":13}")) {
            HttpResponse<String> answer = shop.post("/runs", "application/json", usher(context));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            JsonNode problem = Events.json(answer.body());
            assertThat(problem.path("field").asText()).isEqualTo("context");
            assertThat(problem.path("detail").asText()).startsWith("The field 'context' is not accepted: ")
                    .contains("table_number");
        }
    }

    private static String usher(String context) {
        return "{\"agent\":\"Usher\",\"input\":\"Where do I sit?\",\"context\":" + context + "}";
    }

    static boolean isBinary() {
        return BINARY;
    }

    private static BufferedReader lines(InputStream stream) {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    /** All lines to the first that contains {@code text}, with that one. */
    private static String readUntil(BufferedReader lines, String text) throws IOException {
        StringBuilder read = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            read.append(line).append('\n');
            if (line.contains(text)) {
                return read.toString();
            }
        }
        throw new AssertionError("The stream has ended without '" + text + "', after:\n" + read);
    }
}
