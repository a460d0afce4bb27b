package dev.runnel.http;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * {@code GET /openapi.json}: what all calls take and answer, and what every event looks like, as an OpenAPI document. It is
 * written by hand and read from the class path when it is first asked for, so that it costs nothing before.
 */
@Path(OpenApiResource.PATH)
@Singleton
@EndpointDisabled(name = "runnel.http.enabled", stringValue = "false")
@IfBuildProperty(name = "runnel.http.enabled", stringValue = "true", enableIfMissing = true)
public class OpenApiResource {

    static final String PATH = "/openapi.json";

    private volatile String document = "";

    /**
     * The document. It may block, once. A string, because for any other type every build would warn that a JSON extension is
     * missing.
     *
     * @throws IOException if the application was packaged without it
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public String document() throws IOException {
        String read = document;
        if (read.isEmpty()) {
            read = read();
            document = read; // whoever comes at the same time reads the same
        }
        return read;
    }

    private static String read() throws IOException {
        try (InputStream file = OpenApiResource.class.getResourceAsStream("openapi.json")) {
            if (file == null) {
                throw new FileNotFoundException("dev/runnel/http/openapi.json is missing on the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
