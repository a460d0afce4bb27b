package dev.runnel.run;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Supplier;

/** Run ids of 128 random bits, so that none can be guessed. Thread-safe. */
final class RunIds implements Supplier<String> {

    private final SecureRandom random = new SecureRandom();

    @Override
    public String get() {
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        return "run_" + HexFormat.of().formatHex(bits);
    }
}
