package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of states, and what they seal. */
class StateKeysTest {

    static final String OLD = "old:" + base64(16, 1);
    static final String NEW = "new:" + base64(32, 2);

    private static final byte[] CONTENT = "what nobody may read".getBytes(StandardCharsets.UTF_8);

    private final StateSeal seal = new StateSeal(StateKeys.of(NEW + " , " + OLD));

    @Test
    void whatIsSealedCanBeOpenedAndIsAnotherTextEachTime() {
        String sealed = seal.seal(CONTENT);

        assertThat(seal.open(sealed)).hasValueSatisfying(open -> assertThat(open).isEqualTo(CONTENT));
        assertThat(sealed).startsWith("new.").isNotEqualTo(seal.seal(CONTENT));
    }

    @Test
    void aKeyIsReplacedInThreeSteps() {
        StateSeal before = new StateSeal(StateKeys.of(OLD));
        StateSeal after = new StateSeal(StateKeys.of(NEW));
        String sealed = before.seal(CONTENT);

        assertThat(seal.open(sealed)).isPresent();
        assertThat(before.open(seal.seal(CONTENT))).as("servers that do not have the new one yet").isEmpty();
        assertThat(after.open(seal.seal(CONTENT))).isPresent();
        assertThat(after.open(sealed)).isEmpty();
    }

    @Test
    void noBitOfItCanBeChanged() {
        String sealed = seal.seal(CONTENT);
        byte[] bytes = Base64.getUrlDecoder().decode(sealed.substring(4));
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(seal.open("new." + Base64.getUrlEncoder().encodeToString(changed))).isEmpty();
        }
        assertThat(seal.open("old" + sealed.substring(3))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", ".", "new", "new.", "new.AAAA", "new.%", ".AAAA", "other.AAAA" })
    void whatWasNeverSealedIsNothing(String text) {
        assertThat(seal.open(text)).isEqualTo(Optional.empty());
    }

    @Test
    void wrongKeysAreRefusedAndNotShown() {
        refused(base64(32, 2), "has an entry without a proper id");
        refused("a b:" + base64(32, 2), "has an entry without a proper id");
        refused("", "has an entry without a proper id");
        refused("k1:%%%secret", "has a key that is no Base64, with the id 'k1'");
        refused("k1:" + base64(15, 2), "has a key of 15 bytes, with the id 'k1'");
        refused("k1:" + base64(32, 2) + ",k1:" + base64(32, 3), "has two keys with the id 'k1'");
    }

    private static void refused(String keys, String why) {
        assertThatThrownBy(() -> StateKeys.of(keys)).isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("runnel.http.state.keys " + why + ", it must be id:key")
                .hasMessageNotContaining("AgIC").hasMessageNotContaining("secret");
    }

    private static String base64(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
