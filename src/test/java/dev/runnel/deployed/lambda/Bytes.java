package dev.runnel.deployed.lambda;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** Pieces put together. */
final class Bytes {

    private Bytes() {
    }

    static byte[] join(List<byte[]> pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        pieces.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
