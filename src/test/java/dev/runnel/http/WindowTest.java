package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowTest {

    private final Window window = new Window();

    @Test
    void itBeginsWithFewEventsBecauseTheirSizeIsUnknown() {
        assertThat(window.ask()).isEqualTo(4);
        assertThat(window.ask()).isZero();
    }

    @Test
    void smallEventsAreAskedForSixteenAheadAndSixtyFourAtMost() {
        int asked = window.ask();
        int mostAhead = asked;
        int came = 0;
        while (came < asked) {
            window.hold(100);
            came++;
            asked += window.ask();
            mostAhead = Math.max(mostAhead, asked - came);
        }
        assertThat(came).isEqualTo(Window.EVENTS);
        assertThat(mostAhead).isEqualTo(Window.AHEAD);
    }

    @Test
    void whatIsWrittenAndNotTakenCountsAsMuchAsWhatWaits() {
        fill(100);
        window.write();
        assertThat(window.ask()).isZero();
        window.release();
        assertThat(window.ask()).isPositive();
    }

    @Test
    void whatWaitsForTheNextWriteIsNotReleasedWithTheLastOne() {
        assertThat(fill(100)).isEqualTo(Window.EVENTS);
        window.release(); // nothing was written yet
        assertThat(window.ask()).isZero();
    }

    @Test
    void itsBytesAreBounded() {
        assertThat(fill(32 * 1024)).isLessThanOrEqualTo(8);
    }

    @Test
    void anEventLargerThanTheWindowGoesAlone() {
        fill(Window.BYTES * 4);
        for (int i = 0; i < 5; i++) {
            window.write();
            window.release();
            assertThat(window.ask()).isEqualTo(1);
            assertThat(window.ask()).isZero();
            window.hold(Window.BYTES * 4);
            assertThat(window.ask()).isZero();
        }
    }

    @Test
    void onceLargeEventsArePastItOpensAgain() {
        fill(Window.BYTES);
        int most = 0;
        for (int i = 0; i < 100; i++) {
            window.write();
            window.release();
            most = fill(100);
        }
        assertThat(most).isEqualTo(Window.EVENTS);
    }

    @Test
    void skippedEventsTakeNoRoom() {
        int asked = window.ask();
        for (int i = 0; i < 1000; i++) {
            window.skip();
            asked += window.ask();
        }
        assertThat(asked).isGreaterThan(1000);
    }

    /** All that is asked for comes, until no more is; how many that are. */
    private int fill(int bytes) {
        int came = 0;
        for (int more = window.ask(); more > 0; more = window.ask()) {
            for (int i = 0; i < more; i++) {
                window.hold(bytes);
                came++;
            }
        }
        return came;
    }
}
