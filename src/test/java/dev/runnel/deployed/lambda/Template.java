package dev.runnel.deployed.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** deploy/lambda/template.yaml. */
final class Template {

    static final Path PATH = Path.of("deploy", "lambda", "template.yaml");

    private Template() {
    }

    /** The function's environment, but for what depends on a parameter. */
    static Map<String, String> environment() throws IOException {
        JsonNode function = new YAMLMapper().readTree(PATH.toFile()).at("/Resources/Function/Properties");
        Map<String, String> environment = new TreeMap<>();
        function.at("/Environment/Variables").fields().forEachRemaining(variable -> {
            if (variable.getValue().isTextual()) {
                environment.put(variable.getKey(), variable.getValue().asText());
            }
        });
        return environment;
    }
}
