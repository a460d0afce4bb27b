package com.acme.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.model.Message;
import dev.runnel.session.SessionKey;
import dev.runnel.session.SessionStore;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What surrounds tools that are called at the same time: identity, request context and span. */
@QuarkusTest
class ContextsTest {

    private static final String MAY_BLOCK = Runtime.version().feature() >= 21 ? "virtual" : "worker";
    private static final int MANY = 60;

    @TestHTTPResource("/runs")
    URI runs;

    @Inject
    Spans spans;

    @Inject
    SessionStore sessions;

    @Test
    void toolsOnEveryThreadSeeTheCallerAndOneRequestContext() {
        List<JsonNode> outputs = new Visitor(runs, Optional.of("ann")).run("Witness", "You are 2").outputs();

        assertThat(outputs).hasSize(2);
        assertThat(outputs).extracting(tool -> tool.at("/before/thread").asText())
                .containsExactlyInAnyOrder("event loop", MAY_BLOCK);
        for (JsonNode tool : outputs) {
            assertThat(tool.path("after")).as("nothing changes while it waits").isEqualTo(tool.path("before"));
            assertThat(tool.at("/before/caller").asText()).isEqualTo("ann");
            assertThat(tool.at("/before/visit")).isEqualTo(outputs.get(0).at("/before/visit"));
        }
    }

    @Test
    void spansOfToolsHangBelowTheRequestAndTheirChildrenBelowThem() throws Exception {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        String parent = "b7ad6b7169203331";

        List<JsonNode> outputs = new Visitor(runs, Optional.of("bob"))
                .run("Witness", "You are 2", "traceparent", "00-" + trace + "-" + parent + "-01").outputs();

        assertThat(outputs).hasSize(2);
        Set<String> names = new HashSet<>();
        for (JsonNode tool : outputs) {
            assertThat(tool.at("/before/trace").asText()).isEqualTo(trace);
            assertThat(tool.path("after")).isEqualTo(tool.path("before"));
            SpanData call = span(tool.at("/before/span").asText());
            SpanData child = span(tool.path("child").asText());
            SpanData request = span(call.getParentSpanId());
            assertThat(child.getTraceId()).isEqualTo(trace);
            assertThat(child.getParentSpanId()).as("not below the other tool").isEqualTo(call.getSpanId());
            assertThat(request.getKind()).isEqualTo(SpanKind.SERVER);
            assertThat(request.getName()).isEqualTo("POST /runs");
            assertThat(request.getParentSpanId()).isEqualTo(parent);
            names.add(call.getName());
        }
        assertThat(names).containsExactlyInAnyOrder("the event loop", "a thread that may block");
    }

    @Test
    void manyCallersAtTheSameTimeStayApart() {
        List<CompletableFuture<Visitor.Told>> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            all.add(new Visitor(runs, Optional.of("caller-" + i)).start("Witness", "You are " + 2 * MANY));
        }
        Set<String> visits = new HashSet<>();
        Set<String> traces = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            List<JsonNode> outputs = all.get(i).join().outputs();
            assertThat(outputs).as("of caller-" + i).hasSize(2);
            for (JsonNode tool : outputs) {
                assertThat(tool.at("/before/caller").asText()).isEqualTo("caller-" + i);
                assertThat(tool.path("after")).isEqualTo(tool.path("before"));
                assertThat(tool.at("/before/visit")).isEqualTo(outputs.get(0).at("/before/visit"));
                assertThat(tool.at("/before/trace")).isEqualTo(outputs.get(0).at("/before/trace"));
            }
            visits.add(outputs.get(0).at("/before/visit").asText());
            traces.add(outputs.get(0).at("/before/trace").asText());
        }
        assertThat(visits).as("each run has its own").hasSize(MANY);
        assertThat(traces).hasSize(MANY);
    }

    @Test
    void aSessionBelongsToItsCaller() throws Exception {
        String session = "one-id-for-all";

        new Visitor(runs, Optional.of("ann")).goOn(session, "Guard", "I am ann").join();
        new Visitor(runs, Optional.of("bob")).goOn(session, "Guard", "I am bob").join();
        new Visitor(runs, Optional.of("ann")).goOn(session, "Guard", "Me again").join();

        assertThat(said(new SessionKey(session, Optional.of("ann")))).containsExactly("I am ann", "Me again");
        assertThat(said(new SessionKey(session, Optional.of("bob")))).containsExactly("I am bob");
        assertThat(said(SessionKey.of(session))).isEmpty();
    }

    private List<String> said(SessionKey key) {
        return sessions.session(key).items().await().atMost(Duration.ofSeconds(10)).stream()
                .filter(item -> item instanceof Message message && message.role().equals("user"))
                .map(item -> ((Message) item).text()).toList();
    }

    private SpanData span(String id) throws Exception {
        return spans.span(id).get(30, TimeUnit.SECONDS);
    }
}
