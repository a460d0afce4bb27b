package dev.runnel.testing;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for localhost and 127.0.0.1, signed by an authority that nobody else trusts. Both were made with keytool and
 * are valid until 2126; the authority's own key was thrown away.
 */
public final class PrivateAuthority {

    /** On the class path: a PKCS12 store with the authority's certificate alone. */
    public static final String TRUST_STORE = "tls/trust.p12";

    /** On the class path: a PKCS12 store with the server's key and certificate. */
    public static final String KEY_STORE = "tls/server.p12";

    public static final String PASSWORD = "changeit";

    private PrivateAuthority() {
    }

    /** What a server needs to show the certificate. */
    public static SSLContext server() throws IOException, GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store(KEY_STORE), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** What a client needs to trust the certificate, and no other. */
    public static SSLContext client() throws IOException, GeneralSecurityException {
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store(TRUST_STORE));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static KeyStore store(String path) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = PrivateAuthority.class.getResourceAsStream("/" + path)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }
}
