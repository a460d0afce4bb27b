package dev.runnel.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.runnel.event.RunItemEventName;
import dev.runnel.event.RunItemStreamEvent;
import dev.runnel.event.RunStatus;
import dev.runnel.event.RunUpdatedStreamEvent;
import dev.runnel.event.StreamEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page of events shows what runs really give. */
class EventsPageTest extends RunnerFixture {

    private static final Path PAGE = Path.of("docs/events.md");
    private static final String HEADLINE = "## An example of each\n";

    private EventExamples examples;

    @BeforeEach
    void run() {
        examples = EventExamples.of(vertx);
    }

    @Test
    void theExamplesAreTheEventsOfRuns() throws IOException {
        String page = Files.readString(PAGE);
        String shown = page.substring(page.indexOf(HEADLINE) + HEADLINE.length());

        if (!shown.equals(examples.page())) {
            fail("Put this in the place of everything below the line \"" + HEADLINE.strip() + "\" of " + PAGE + ":\n"
                    + examples.page());
        }
    }

    @Test
    void everyKindOfEventHasAnExample() {
        assertThat(examples.events()).extracting(event -> (Object) event.getClass())
                .contains((Object[]) StreamEvent.class.getPermittedSubclasses());
    }

    @Test
    void everyItemEventHasAnExampleOrTheWordsThatNoneComesYet() throws IOException {
        List<String> shown = examples.events().stream().filter(RunItemStreamEvent.class::isInstance)
                .map(event -> ((RunItemStreamEvent) event).name().wireName()).toList();
        String page = Files.readString(PAGE);

        assertThat(Arrays.stream(RunItemEventName.values()).map(RunItemEventName::wireName)
                .filter(name -> !shown.contains(name))).isEmpty();
        assertThat(Arrays.stream(RunItemEventName.values()).map(RunItemEventName::wireName))
                .allMatch(name -> page.contains("| `" + name + "` | "));
    }

    @Test
    void everyEndOfARunHasAnExample() {
        assertThat(examples.events().stream().filter(RunUpdatedStreamEvent.class::isInstance)
                .map(event -> ((RunUpdatedStreamEvent) event).status()))
                .containsExactlyInAnyOrder(RunStatus.STARTED, RunStatus.COMPLETED, RunStatus.INTERRUPTED, RunStatus.CANCELLED,
                        RunStatus.FAILED);
    }
}
