package dev.runnel.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ByteBuilderTest {

    @Test
    void itGrowsFromNothing() {
        ByteBuilder out = new ByteBuilder(0);
        out.append((byte) 'a').append(new byte[] {'b', 'c'}).append(new byte[] {'x', 'd', 'x'}, 1, 1).ascii("e").utf8("é")
                .decimal(-12);
        assertThat(out).hasToString("abcdeé-12");
        assertThat(out.length()).isEqualTo(10);
        assertThat(out.toByteArray()).hasSize(10);
    }

    @Test
    void truncatedBytesAreOverwritten() {
        ByteBuilder out = new ByteBuilder().ascii("abc");
        out.truncate(1);
        assertThat(out.ascii("d")).hasToString("ad");
        assertThatThrownBy(() -> out.truncate(3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("length is 2");
        assertThatThrownBy(() -> out.truncate(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSurrogateWithoutItsOtherHalfBecomesTheReplacementCharacter() {
        assertThat(new ByteBuilder(0).utf8("a\uD800b\uDC00\uDC00\uD83D\uDE00\uD83D").toByteArray())
                .isEqualTo("a\uFFFDb\uFFFD\uFFFD\uD83D\uDE00\uFFFD".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void asciiRefusesWhatIsNone() {
        ByteBuilder out = new ByteBuilder().ascii("a");
        assertThatThrownBy(() -> out.ascii("bé")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("U+007F");
        assertThat(out).hasToString("a");
    }

    @Test
    void theLiveArrayIsNotCopied() {
        ByteBuilder out = new ByteBuilder(4).ascii("a");
        assertThat(out.array()).isSameAs(out.array()).hasSize(4);
        assertThatThrownBy(() -> new ByteBuilder(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void utf8IsWhatTheJdkMakesOfIt(@ForAll String text) {
        String paired = new String(text.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.UTF_16LE);
        assertThat(new ByteBuilder(0).utf8(text).toByteArray()).isEqualTo(paired.getBytes(StandardCharsets.UTF_8));
    }

    @Property
    void decimalIsWhatTheJdkMakesOfIt(@ForAll long value) {
        assertThat(new ByteBuilder(0).decimal(value)).hasToString(Long.toString(value));
    }
}
