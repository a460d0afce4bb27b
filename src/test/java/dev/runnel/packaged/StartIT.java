package dev.runnel.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runnel.testing.Packaged;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the process says on the command line, and when it does not start. */
class StartIT {

    @Test
    void helpTellsTheVariablesAndGoesToTheStandardOutput() throws Exception {
        Packaged help = Packaged.ended(Map.of(), "--help");

        assertThat(help.exitStatus(Duration.ZERO)).isZero();
        assertThat(String.join("\n", help.out())).contains("Usage:", "OPENAI_API_KEY", "RUNNEL_MODEL", "PORT",
                "docs/configuration.md");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void versionIsOneLine() throws Exception {
        Packaged version = Packaged.ended(Map.of(), "--version");

        assertThat(version.exitStatus(Duration.ZERO)).isZero();
        assertThat(version.out()).singleElement().asString().matches("runnel \\d+\\.\\d+\\.\\d+");
        assertThat(version.err()).isEmpty();
    }

    @Test
    void anArgumentThatIsNoneIsNamed() throws Exception {
        Packaged wrong = Packaged.ended(Map.of("RUNNEL_MODEL", "embedded"), "--prot=8080");

        assertOneLine(wrong, 2, "'--prot=8080'", "--help");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "                                   | OPENAI_API_KEY, or OPENAI_BASE_URL | RUNNEL_MODEL=embedded",
            "OPENAI_API_KEY=a b                 | OPENAI_API_KEY                     | without blanks",
            "RUNNEL_MODEL=gpt                   | runnel.model is \"gpt\"            | responses",
            "RUNNEL_HTTP_HEARTBEAT=5 min        | runnel.http.heartbeat is \"5 min\" | for example 500ms",
            "RUNNEL_HTTP_HEARTBEAT=2h           | runnel.http.heartbeat is 7200000   | from 100 ms to 1 h",
            "PORT=                              | PORT (quarkus.http.port) is \"\"   | or not be set at all",
            "PORT=abc                           | PORT (quarkus.http.port) is \"abc\"| integer",
            "PORT=70000                         | PORT (quarkus.http.port) is 70000  | from 1 to 65535",
            "PORT=-1                            | PORT (quarkus.http.port) is -1     | from 1 to 65535",
            "QUARKUS_SHUTDOWN_TIMEOUT=abc       | quarkus.shutdown.timeout is \"abc\"| duration"})
    void aSettingThatIsMissingOrWrongIsOneLineAndStatus2(String setting, String named, String allowed) throws Exception {
        Map<String, String> settings = new HashMap<>();
        if (setting != null) {
            settings.put("RUNNEL_MODEL", "embedded");
            settings.put(setting.split("=", -1)[0], setting.split("=", -1)[1]);
        }
        assertOneLine(Packaged.ended(settings), 2, named, allowed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "OPENAI_BASE_URL=localhost:8000/v1  | OPENAI_BASE_URL (quarkus.rest-client.model.url) | is \"localhost:8000/v1\"",
            "OPENAI_BASE_URL=http://a b/v1      | OPENAI_BASE_URL (quarkus.rest-client.model.url) | http://localhost:8000/v1",
            "QUARKUS_REST_CLIENT_MODEL_PROXY_ADDRESS=proxy         | proxy-address is \"proxy\"       | a host and a port",
            "QUARKUS_REST_CLIENT_MODEL_CONNECT_TIMEOUT=abc         | quarkus.rest-client.model.connect-timeout | \"abc\"",
            "QUARKUS_REST_CLIENT_MODEL_TLS_CONFIGURATION_NAME=none | tls-configuration-name is \"none\" | quarkus.tls.\"none\".*",
            "QUARKUS_TLS__MINE__TRUST_STORE_PEM_CERTS=/none.pem    | quarkus.tls.mine.* is wrong     | /none.pem"})
    void anAddressOfTheModelThatCannotBeCalledIsOneLineAndStatus2(String setting, String named, String told) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of("OPENAI_API_KEY", "sk-packaged-secret"));
        settings.put(setting.split("=")[0], setting.split("=")[1]);

        assertOneLine(Packaged.ended(settings), 2, named, told);
    }

    /** The best of a few: what is measured is the application, and not what else the machine does. */
    @Test
    void aWrongSettingOfTheBinaryIsToldWithinATenthOfASecond() throws Exception {
        assumeTrue(Packaged.isBinary(), "a JVM alone takes longer to start");
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            long start = System.nanoTime();
            assertOneLine(Packaged.ended(Map.of()), 2, "RUNNEL_MODEL=embedded");
            best = Math.min(best, System.nanoTime() - start);
        }
        assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(100));
    }

    @Test
    void aPortInUseIsOneLineAndStatus1() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Packaged second = Packaged.ended(Map.of("RUNNEL_MODEL", "embedded", "PORT", "" + taken.getLocalPort()));

            assertOneLine(second, 1, "Port " + taken.getLocalPort() + " ", "PORT or QUARKUS_HTTP_PORT");
        }
    }

    @Test
    void portIsHonouredAndTheOneOfQuarkusWins() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        try (Packaged there = Packaged.open(Map.of("RUNNEL_MODEL", "embedded", "PORT", "" + port))) {
            assertThat(there.address()).hasHost("127.0.0.1").hasPort(port);
            new Socket("127.0.0.1", port).close();
        }
        try (Packaged there = Packaged.open(Map.of("RUNNEL_MODEL", "embedded", "PORT", "1", "QUARKUS_HTTP_PORT", "0"))) {
            assertThat(there.address().getPort()).isGreaterThan(1);
        }
    }

    private static void assertOneLine(Packaged ended, int status, String... parts) throws InterruptedException {
        assertThat(ended.err()).singleElement().asString().contains(parts);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.exitStatus(Duration.ZERO)).isEqualTo(status);
    }
}
