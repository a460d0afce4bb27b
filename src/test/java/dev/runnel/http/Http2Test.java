package dev.runnel.http;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.http.HttpClientOptions;
import java.net.URI;

/** HTTP/2 without TLS, by prior knowledge. */
@QuarkusTest
class Http2Test extends Http2Contract {

    @TestHTTPResource("/")
    URI server;

    @Override
    URI server() {
        return server;
    }

    @Override
    HttpClientOptions agreeing(HttpClientOptions options) {
        return options.setHttp2ClearTextUpgrade(false);
    }
}
