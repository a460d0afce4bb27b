package dev.runnel.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.agent.AgentRegistry;
import dev.runnel.event.OutputValue;
import dev.runnel.event.RunUpdatedStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.model.Model;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.ModelRequest;
import dev.runnel.run.Models;
import dev.runnel.run.RunResultStreaming;
import dev.runnel.run.Runner;
import dev.runnel.testing.LogCapture;
import dev.runnel.testing.ScriptedServer;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolCatalog;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Model and runner as an application has them, against a scripted provider on a real socket. Nothing may be logged. */
abstract class WholeStack {

    static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    @RestClient
    ModelApi api;

    @Inject
    @RestClient
    NarrowApi narrow;

    @Inject
    Config config;

    @Inject
    Vertx vertx;

    ScriptedServer server;
    private LogCapture log;

    @BeforeEach
    void start() throws Exception {
        server = ScriptedServer.start();
        log = LogCapture.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        log.close();
        log.assertSilent();
    }

    Model model() {
        return model(Timeouts.LONG);
    }

    Model model(ModelTimeouts timeouts) {
        return model("model", api, timeouts, server.url());
    }

    Model onOneConnection() {
        return model("narrow", narrow, Timeouts.LONG, server.url());
    }

    Model model(String configKey, ModelApi api, ModelTimeouts timeouts, String url) {
        return new ResponsesModel(Uni.createFrom().item(new ModelClient(configKey, api, timeouts, config, vertx).at(url)),
                "test-model");
    }

    RunResultStreaming run(Model model) {
        return run(model, agent());
    }

    RunResultStreaming run(Model model, Agent agent) {
        return new Runner(vertx, AgentRegistry.empty(), ToolCatalog.empty(), Models.of(model)).runStreamed(agent, "hi");
    }

    /** With one tool, which answers at once. */
    static Agent agent() {
        Tool quick = Tool.named("foo").description("A tool.")
                .handler((context, arguments) -> Uni.createFrom().item(OutputValue.of("foo-ok")));
        return Agent.named("A").instructions("You are A.").tools(quick).build();
    }

    static List<ModelEvent> read(Model model) {
        return model.stream(ModelRequest.of("hi")).collect().asList().await().atMost(LIMIT);
    }

    static AssertSubscriber<ModelEvent> subscribed(Model model, long demand) {
        return model.stream(ModelRequest.of("hi")).subscribe().withSubscriber(AssertSubscriber.create(demand));
    }

    static AssertSubscriber<StreamEvent> subscribed(RunResultStreaming result, long demand) {
        return result.streamEvents().subscribe().withSubscriber(AssertSubscriber.create(demand));
    }

    static List<StreamEvent> completed(RunResultStreaming result) {
        return Wire.checked(subscribed(result, Long.MAX_VALUE).awaitCompletion(LIMIT).getItems());
    }

    /** The events of a run that fails in this way. */
    static List<StreamEvent> failed(RunResultStreaming result, Class<? extends Throwable> type) {
        AssertSubscriber<StreamEvent> subscriber = subscribed(result, Long.MAX_VALUE).awaitFailure(LIMIT);
        assertThat(subscriber.getFailure()).isInstanceOf(type);
        return Wire.checked(subscriber.getItems());
    }

    static RunUpdatedStreamEvent last(List<StreamEvent> events) {
        return (RunUpdatedStreamEvent) events.get(events.size() - 1);
    }
}
