package dev.runnel.testing;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for localhost and 127.0.0.1, signed by an authority that nobody else trusts. Both were made with keytool and
 * are valid until 2126; the authority's own key was thrown away.
 */
public final class PrivateAuthority {

    /** On the class path: a PKCS12 store with the authority's certificate alone. */
    public static final String TRUST_STORE = "tls/trust.p12";

    public static final String PASSWORD = "changeit";

    private PrivateAuthority() {
    }

    /** What a server needs to show the certificate. */
    public static SSLContext server() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = PrivateAuthority.class.getResourceAsStream("/tls/server.p12")) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
