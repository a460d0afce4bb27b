package dev.runnel.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RawEventsTest {

    @Test
    void aLimitOnlyLowers() {
        assertThat(RawEvents.FULL.atMost(RawEvents.REDACTED)).isEqualTo(RawEvents.REDACTED);
        assertThat(RawEvents.OFF.atMost(RawEvents.REDACTED)).isEqualTo(RawEvents.OFF);
        assertThat(RawEvents.REDACTED.atMost(RawEvents.OFF)).isEqualTo(RawEvents.OFF);
        assertThat(RawEvents.REDACTED.atMost(RawEvents.FULL)).isEqualTo(RawEvents.REDACTED);
    }

    @Test
    void aModeIsFoundByItsName() {
        for (RawEvents mode : RawEvents.values()) {
            assertThat(RawEvents.of(mode.wireName())).isEqualTo(mode);
        }
        assertThatThrownBy(() -> RawEvents.of("none")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no mode of raw events 'none', it must be off, redacted or full");
    }
}
