package dev.runnel.deployed.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** HTTP requests as the events that Lambda's front doors make of them. */
final class Event {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Event() {
    }

    /** A run, asked for at a function URL. */
    static String run(String agent) {
        return run(agent, "hi");
    }

    static String run(String agent, String input) {
        return url("POST", "/runs", "{\"agent\":\"" + agent + "\",\"input\":\"" + input + "\"}");
    }

    /** Version 2.0, of a function URL, with the headers of a JSON request and those given as {@code Name: value}. */
    static String url(String method, String path, String body, String... headers) {
        ObjectNode event = JSON.createObjectNode().put("version", "2.0").put("routeKey", "$default").put("rawPath", path)
                .put("rawQueryString", "");
        headers(event.putObject("headers"), headers);
        ObjectNode context = event.putObject("requestContext").put("accountId", "anonymous").put("apiId", "abc")
                .put("domainName", "abc.lambda-url.eu-central-1.on.aws").put("domainPrefix", "abc")
                .put("requestId", "5d2a7b2c-0000-4000-8000-000000000000").put("routeKey", "$default")
                .put("stage", "$default").put("time", "01/Mar/2026:12:00:00 +0000").put("timeEpoch", 1772366400000L);
        context.putObject("http").put("method", method).put("path", path).put("protocol", "HTTP/1.1")
                .put("sourceIp", "192.0.2.7").put("userAgent", "test");
        event.put("body", body).put("isBase64Encoded", false);
        return event.toString();
    }

    /** Version 1.0, of a REST API of API Gateway with a stage. */
    static String restApi(String method, String path, String body, String... headers) {
        ObjectNode event = JSON.createObjectNode().put("resource", "/{proxy+}").put("path", path)
                .put("httpMethod", method);
        headers(event.putObject("headers"), headers);
        ObjectNode several = event.putObject("multiValueHeaders");
        event.path("headers").fields().forEachRemaining(header -> several.putArray(header.getKey()).add(header.getValue()));
        event.putNull("queryStringParameters").putNull("multiValueQueryStringParameters").putNull("stageVariables");
        event.putObject("pathParameters").put("proxy", path.substring(1));
        ObjectNode context = event.putObject("requestContext").put("resourceId", "r").put("resourcePath", "/{proxy+}")
                .put("httpMethod", method).put("path", "/prod" + path).put("accountId", "123456789012")
                .put("protocol", "HTTP/1.1").put("stage", "prod").put("apiId", "abc").put("requestTimeEpoch", 1772366400000L)
                .put("requestId", "5d2a7b2c-0000-4000-8000-000000000000");
        context.putObject("identity").put("sourceIp", "192.0.2.7").put("userAgent", "test");
        event.put("body", body).put("isBase64Encoded", false);
        return event.toString();
    }

    private static void headers(ObjectNode into, String... headers) {
        Map.of("content-type", "application/json", "accept", "*/*", "host", "abc.lambda-url.eu-central-1.on.aws",
                "x-forwarded-for", "192.0.2.7", "x-forwarded-proto", "https").forEach(into::put);
        for (String header : headers) {
            String[] parts = header.split(": ", 2);
            into.put(parts[0].toLowerCase(), parts[1]);
        }
    }
}
