package dev.runnel.model.openai;

import dev.runnel.model.ModelSettings;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;

/**
 * What a request's settings add to the call beside its body.
 *
 * @param query parameters of the URL
 * @param headers headers, which win over those of the client's configuration
 */
record Extras(Map<String, String> query, Map<String, String> headers) {

    static final Extras NONE = new Extras(Map.of(), Map.of());

    static Extras of(ModelSettings settings) {
        return new Extras(settings.extraQuery(), settings.extraHeaders());
    }

    void addTo(ResteasyReactiveClientRequestContext request) {
        headers.forEach((name, value) -> request.getHeaders().put(name, List.of(value)));
        if (!query.isEmpty()) {
            String uri = request.getUri().toString();
            String more = query.entrySet().stream()
                    .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                    .collect(Collectors.joining("&"));
            request.setUri(URI.create(uri + (request.getUri().getRawQuery() == null ? "?" : "&") + more));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
