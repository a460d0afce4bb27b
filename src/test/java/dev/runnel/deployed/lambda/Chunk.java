package dev.runnel.deployed.lambda;

import java.nio.charset.StandardCharsets;

/**
 * A chunk of a chunked body.
 *
 * @param bytes what it holds
 * @param nanos when its last byte had come, by {@link System#nanoTime()}
 */
record Chunk(byte[] bytes, long nanos) {

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
