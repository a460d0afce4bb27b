package dev.runnel.model.embedded;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes ids in the provider's form: a prefix that says of what, an underscore, letters and digits. */
@FunctionalInterface
interface Ids {

    String next(String prefix);

    /** Ids of 128 random bits. Thread-safe. */
    static Ids random() {
        SecureRandom random = new SecureRandom();
        return prefix -> {
            byte[] bits = new byte[16];
            random.nextBytes(bits);
            return prefix + "_" + HexFormat.of().formatHex(bits);
        };
    }
}
