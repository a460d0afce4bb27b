package dev.runnel.model.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.model.ModelServer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EmbeddedModelTest {

    @Inject
    ModelServer server;

    @Test
    void withoutAKeyTheTestsTalkToTheEmbeddedModel() throws Exception {
        assertThat(server.isEnabled()).isTrue();

        HttpResponse<byte[]> response = HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create(server.baseUrl().await().indefinitely() + "/responses"))
                        .POST(HttpRequest.BodyPublishers.ofString("{\"input\":\"Hello\"}")).build(),
                HttpResponse.BodyHandlers.ofByteArray());

        assertThat(Oracle.proveResponse(Tree.parse(response.body())).path("model").textValue()).isEqualTo("embedded");
    }
}
