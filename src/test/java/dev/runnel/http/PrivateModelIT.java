package dev.runnel.http;

import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedTurn.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.ModelScript;
import dev.runnel.testing.ScriptedServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The packaged application and a model server behind TLS, whose authority nobody else trusts. */
@QuarkusIntegrationTest
@QuarkusTestResource(value = ModelServer.Private.class, restrictToAnnotatedClass = true)
class PrivateModelIT {

    ScriptedServer provider;

    @TestHTTPResource("/")
    URI application;

    @Test
    void theModelIsCalledOverTls() {
        provider.then(ModelScript.of(answer(message("Hi"))));
        try (RawClient client = new RawClient(application).post("/runs",
                "{\"agent\":\"Assistant\",\"input\":\"hi\"}")) {
            client.head();
            assertThat(client.body()).contains("\"status\":\"completed\"", "\"final_output\":\"Hi\"");
        }
        assertThat(provider.url()).startsWith("https:");
        assertThat(provider.requests()).hasSize(1);
    }
}
