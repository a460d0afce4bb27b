package dev.runnel.run;

import dev.runnel.model.Json;
import dev.runnel.model.ToolInvocation;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells one invocation from every other one: a consent to one call must not serve for another. */
final class Fingerprint {

    private Fingerprint() {
    }

    /** The fingerprint of what would be invoked: the call's id, its type, what it is of, and its payload. */
    static String of(ToolInvocation call) {
        byte[] invocation = Json.bytes(json -> json.writeArray(
                new String[] {call.callId(), call.type(), Decision.scope(call), call.arguments()}, 0, 4));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(invocation));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK must have it
        }
    }
}
