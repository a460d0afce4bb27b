package dev.runnel.http;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The keys that states are sealed with, by id; the first one seals. They are never printed. Immutable and thread-safe. */
final class StateKeys {

    private static final String SETTING = "runnel.http.state.keys";
    private static final String ALLOWED = ", it must be id:key, or several of these with commas between them: an id of 1 to"
            + " 32 letters, digits, '-' and '_', and 16, 24 or 32 random bytes in Base64, for example from"
            + " openssl rand -base64 32";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final Set<Integer> LENGTHS = Set.of(16, 24, 32);

    private final Map<String, SecretKey> byId = new LinkedHashMap<>();

    private StateKeys() {
    }

    /** @throws ConfigurationException that says what is wrong, and shows no key */
    static StateKeys of(String setting) {
        StateKeys keys = new StateKeys();
        for (String entry : setting.split(",", -1)) {
            String[] parts = entry.strip().split(":", 2);
            if (parts.length != 2 || !ID.matcher(parts[0]).matches()) {
                throw wrong("has an entry without a proper id");
            }
            if (keys.byId.put(parts[0], key(parts[0], parts[1])) != null) {
                throw wrong("has two keys with the id '" + parts[0] + "'");
            }
        }
        return keys;
    }

    /** The id of the key that seals. */
    String sealing() {
        return byId.keySet().iterator().next();
    }

    Optional<SecretKey> key(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    private static SecretKey key(String id, String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw wrong("has a key that is no Base64, with the id '" + id + "'");
        }
        if (!LENGTHS.contains(bytes.length)) {
            throw wrong("has a key of " + bytes.length + " bytes, with the id '" + id + "'");
        }
        return new SecretKeySpec(bytes, "AES");
    }

    private static ConfigurationException wrong(String what) {
        return new ConfigurationException(SETTING + " " + what + ALLOWED);
    }
}
