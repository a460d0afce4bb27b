package dev.runnel.model.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.model.embedded.Directions.Ending;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectionsTest {

    @Test
    void allThatIsSaidIsTaken() {
        Directions directions = Directions.in("Hi [delay 2s] you [pause 10ms][pace 2.5] there [FAIL 503] [cut]");

        assertThat(directions.delay()).contains(Duration.ofSeconds(2));
        assertThat(directions.pause()).hasMillis(10);
        assertThat(directions.wordsPerSecond()).hasValue(2.5);
        assertThat(directions.status()).hasValue(503);
        assertThat(directions.ending()).isEqualTo(Ending.CUT);
    }

    @Test
    void theLastOfTwoCountsAndAnHourIsTheMost() {
        assertThat(Directions.in("[fail][cut]").ending()).isEqualTo(Ending.CUT);
        assertThat(Directions.in("[cut][fail]").ending()).isEqualTo(Ending.FAILED);
        assertThat(Directions.in("[delay 999999m]").delay()).contains(Duration.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "fail", "[failed]", "[fail 200]", "[fail 4040]", "[delay]", "[delay two]", "[delay 2]",
            "[pace -1]", "[cut off]", "[ cut ]" })
    void otherWordsAreWords(String words) {
        assertThat(Directions.in(words)).isEqualTo(Directions.NONE);
        assertThat(Directions.without(words)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({ "Tell me 3 jokes [fail 500],Tell me 3 jokes", "[delay 2s] Hello,Hello", "[cut],''" })
    void theAnswerIsAboutTheOtherWords(String words, String others) {
        assertThat(Directions.without(words)).isEqualTo(others);
    }
}
