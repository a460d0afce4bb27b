package dev.runnel.deployed.lambda;

import dev.runnel.testing.ScriptedServer;
import java.util.HashMap;
import java.util.Map;

/** What a scripted provider says, and how the function is told of it. */
final class Model {

    /** A run's output is empty then; its deltas went out. */
    static final String END = "data: {\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"output\":[]}}\n\n";

    private Model() {
    }

    static String delta(String text) {
        return "data: {\"type\":\"response.output_text.delta\",\"delta\":\"" + text + "\"}\n\n";
    }

    /** Settings that name the provider, and further ones. */
    static Map<String, String> at(ScriptedServer provider, String... namesAndValues) {
        Map<String, String> settings = new HashMap<>(Map.of("OPENAI_BASE_URL", provider.url()));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            settings.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return settings;
    }

    /** Settings of the embedded model, and further ones. */
    static Map<String, String> embedded(String... namesAndValues) {
        Map<String, String> settings = new HashMap<>(Map.of("RUNNEL_MODEL", "embedded",
                "RUNNEL_EMBEDDED_WORDS_PER_SECOND", "0"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            settings.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return settings;
    }
}
