package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.model.JsonText;
import dev.runnel.run.RunState;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a sealed state can be used, and when no longer. */
class RunStatesTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final StateOwner OWNER = new StateOwner("A", Optional.empty(), Optional.empty());
    private static final String USAGE = "{'requests':0,'input_tokens':0,'output_tokens':0,'total_tokens':0,'cached_tokens':0,"
            + "'reasoning_tokens':0,'request_usage_entries':[]}";
    private static final String STATE = ("{'schema_version':1,'current_agent':'A','current_turn':1,'usage':" + USAGE
            + ",'tool_use_tracker':[],'tool_decisions':[],'original_input':[],'pending_input':[],'sent_items':0,"
            + "'generated_items':[],'model_responses':[]}").replace('\'', '"');

    private record Settings(Optional<String> keys, Duration lifetime, int maxUsed) implements StateConfig {
    }

    private static RunStates states(Settings settings) {
        return new RunStates(settings, null, new BodyLimit(1 << 20, 1 << 20), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Settings settings() {
        return new Settings(Optional.of(StateKeysTest.NEW), Duration.ofHours(1), 1);
    }

    private static ResumeRequest resume(String state) {
        return new ResumeRequest(state, List.of());
    }

    private static String sealed(byte[] content) {
        return new StateSeal(StateKeys.of(StateKeysTest.NEW)).seal(content);
    }

    private static StateTicket ticket(String id, Instant expires) {
        return new StateTicket(id, expires, OWNER, RunState.fromJson(JsonText.of(STATE)));
    }

    @Test
    void aStateCanBeUsedUntilItExpires() {
        RunStates states = states(settings());

        assertThat(states.open(resume(sealed(ticket("1", NOW.plusSeconds(1)).json())), "A", Optional.empty()).id()).isEqualTo("1");
        refused(() -> states.open(resume(sealed(ticket("1", NOW).json())), "A", Optional.empty()), 422,
                "The field 'state' has expired at 2030-01-01T00:00:00Z");
    }

    @Test
    void nothingIsUsedTwiceAndNoMoreThanCanBeRemembered() {
        RunStates states = states(settings());
        states.use(ticket("1", NOW.plusSeconds(1)));

        refused(() -> states.use(ticket("1", NOW.plusSeconds(1))), 409, "was used already");
        refused(() -> states.use(ticket("2", NOW.plusSeconds(1))), 503, "as many used states as it may");
    }

    @Test
    void aStateOfANewerVersionIsSaidToBeOne() {
        String json = new String(ticket("1", NOW.plusSeconds(1)).json(), StandardCharsets.UTF_8)
                .replace("\"schema_version\":1", "\"schema_version\":2");

        refused(() -> states(settings()).open(resume(sealed(json.getBytes(StandardCharsets.UTF_8))), "A", Optional.empty()), 422,
                "so a newer one must have written it");
    }

    @Test
    void withoutAKeyNothingIsOpened() {
        refused(() -> states(new Settings(Optional.empty(), Duration.ofHours(1), 1)).open(resume("new.AAAA"), "A",
                Optional.empty()), 422, "no key for states");
    }

    @Test
    void settingsOutOfTheirRangeAreRefused() {
        assertThatCode(() -> states(new Settings(Optional.empty(), Duration.ofDays(30), 10_000_000))).doesNotThrowAnyException();
        assertThatThrownBy(() -> states(new Settings(Optional.empty(), Duration.ofMillis(999), 1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("runnel.http.state.lifetime is 999 ms, it must be from 1 s to 30 days, for example 1h");
        assertThatThrownBy(() -> states(new Settings(Optional.empty(), Duration.ofHours(1), 0)))
                .hasMessage("runnel.http.state.max-used is 0, it must be from 1 to 10000000");
    }

    private static void refused(Runnable wish, int status, String detail) {
        assertThatThrownBy(wish::run).isInstanceOfSatisfying(ProblemException.class, refusal -> {
            assertThat(refusal.problem().status()).isEqualTo(status);
            assertThat(refusal.problem().detail()).contains(detail);
        });
    }
}
