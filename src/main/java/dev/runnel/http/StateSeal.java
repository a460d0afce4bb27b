package dev.runnel.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals bytes into a text that only holders of the keys can read, make or change: AES-GCM, which encrypts and signs. The
 * text is the key's id, a dot, and nonce, ciphertext and tag in Base64 for URLs. Thread-safe.
 */
final class StateSeal {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String PURPOSE = "runnel run state 1 ";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final StateKeys keys;
    private final SecureRandom random = new SecureRandom();

    StateSeal(StateKeys keys) {
        this.keys = keys;
    }

    String seal(byte[] content) {
        String id = keys.sealing();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + content.length + TAG_BITS / 8);
        try {
            cipher(Cipher.ENCRYPT_MODE, id, keys.key(id).orElseThrow(), nonce)
                    .doFinal(content, 0, content.length, sealed, NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has AES-GCM, and the key was checked
        }
        return id + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** The content; empty for a text that was not made by {@link #seal} with one of the keys, or was changed since. */
    Optional<byte[]> open(String text) {
        int dot = text.indexOf('.');
        String id = text.substring(0, Math.max(0, dot));
        Optional<SecretKey> key = keys.key(id);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(text.substring(dot + 1));
            if (sealed.length < NONCE_BYTES) {
                return Optional.empty();
            }
            return Optional.of(cipher(Cipher.DECRYPT_MODE, id, key.get(), Arrays.copyOf(sealed, NONCE_BYTES))
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
        } catch (IllegalArgumentException | GeneralSecurityException changed) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, String keyId, SecretKey key, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((PURPOSE + keyId).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
