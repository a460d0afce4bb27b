package dev.runnel.http;

import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.PrivateAuthority;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PfxOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** HTTP/2 over TLS, agreed on by ALPN, with a certificate from the TLS registry. */
@QuarkusTest
@TestProfile(Http2TlsTest.Certificate.class)
class Http2TlsTest extends Http2Contract {

    public static final class Certificate implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.tls.public.key-store.p12.path", PrivateAuthority.KEY_STORE,
                    "quarkus.tls.public.key-store.p12.password", PrivateAuthority.PASSWORD,
                    "quarkus.http.tls-configuration-name", "public");
        }
    }

    @TestHTTPResource(value = "/", tls = true)
    URI server;

    @Override
    URI server() {
        return server;
    }

    @Override
    HttpClientOptions agreeing(HttpClientOptions options) {
        return options.setSsl(true).setUseAlpn(true).setTrustOptions(
                new PfxOptions().setPath(PrivateAuthority.TRUST_STORE).setPassword(PrivateAuthority.PASSWORD));
    }

    @Test
    void theClientOfTheJdkAgreesOnHttp2() throws Exception {
        agents.model.answer(message("Hi there"));
        HttpResponse<String> answer = HttpClient.newBuilder().sslContext(PrivateAuthority.client()).build().send(
                HttpRequest.newBuilder(server.resolve("/runs")).header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"agent\":\"Scripted\",\"input\":\"x\"}")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.body()).contains("\"final_output\":\"Hi there\"");
    }
}
