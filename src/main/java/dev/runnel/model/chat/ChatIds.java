package dev.runnel.model.chat;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Makes the ids that the Responses format wants and that the servers of this one do not give. They have the form of a
 * provider's, a prefix that says of what, and tell that they were made here.
 */
@FunctionalInterface
interface ChatIds {

    /** What stands in every id of an item that was made of chunks; no provider has it in its own. */
    String MARK = "_chat_";

    String next(String prefix);

    /** Ids of 128 random bits. */
    static ChatIds random() {
        SecureRandom random = new SecureRandom(); // not in a constant, which a native image would keep
        return prefix -> {
            byte[] bits = new byte[16];
            random.nextBytes(bits);
            return prefix + MARK + HexFormat.of().formatHex(bits);
        };
    }
}
