package dev.runnel.deployed.lambda;

import java.util.Map;

/** A function for AWS' own runtime client in Java, which calls it by reflection in a process of its own. */
public final class JavaHandler {

    public Map<String, Object> answer(Map<String, Object> event) {
        return Map.of("statusCode", 200, "body", "You said " + event.get("word"));
    }

    public Map<String, Object> refuse(Map<String, Object> event) {
        throw new IllegalStateException("no " + event.get("word"));
    }
}
