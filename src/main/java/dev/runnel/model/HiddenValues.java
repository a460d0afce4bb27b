package dev.runnel.model;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An immutable map in the order that it was given, whose values, which may be keys to something, are never printed. */
final class HiddenValues extends AbstractMap<String, String> {

    private final Map<String, String> values;

    private HiddenValues(Map<String, String> values) {
        this.values = values;
    }

    static Map<String, String> copyOf(Map<String, String> values) {
        values.forEach((name, value) -> {
            if (name == null || value == null) {
                throw new NullPointerException("name and value of " + name);
            }
        });
        return new HiddenValues(Collections.unmodifiableMap(new LinkedHashMap<>(values)));
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        return values.entrySet();
    }

    @Override
    public String toString() {
        return values.keySet().stream().map(name -> name + "=***").collect(Collectors.joining(", ", "{", "}"));
    }
}
