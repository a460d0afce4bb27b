package dev.runnel.http;

import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.http.HttpClientOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** HTTP/2 without TLS, by the upgrade of an HTTP/1.1 request that is answered as the first stream. */
@QuarkusTest
class Http2UpgradeTest extends Http2Contract {

    @TestHTTPResource("/")
    URI server;

    @Override
    URI server() {
        return server;
    }

    @Override
    HttpClientOptions agreeing(HttpClientOptions options) {
        return options.setHttp2ClearTextUpgrade(true);
    }

    @Test
    void theClientOfTheJdkUpgradesWithItsFirstRun() throws Exception {
        agents.model.answer(message("Hi there"));
        HttpResponse<String> answer = HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(server.resolve("/runs")).header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"agent\":\"Scripted\",\"input\":\"x\"}")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.body()).contains("\"final_output\":\"Hi there\"");
    }
}
