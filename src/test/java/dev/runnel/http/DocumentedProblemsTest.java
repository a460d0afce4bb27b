package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The problems that need a full or a stopping server, and that there is no status without a test. */
class DocumentedProblemsTest {

    private final OpenApiDocument document = new OpenApiDocument();

    @Test
    void aFullAndAStoppingServerAndATooLargeBodyAreAsDocumented() {
        OpenRuns open = new OpenRuns(1, ShutdownTimes.hasty());
        open.admit();
        ProblemException full = catchThrowableOfType(ProblemException.class, open::admit);
        open.onShutdown(new ShutdownDelayInitiatedEvent());
        ProblemException stopping = catchThrowableOfType(ProblemException.class, open::admit);
        for (ProblemException later : List.of(full, stopping)) {
            assertThat(document.violations("Problem", OpenApiDocument.json(text(later.problem())))).isEmpty();
            assertThat(later.getResponse().getHeaders()).containsKey("Retry-After");
        }
        assertThat(full.problem().status()).isEqualTo(429);
        assertThat(stopping.problem().status()).isEqualTo(503);
        Problem large = new BodyLimit(1000, 10_000).tooLarge();
        assertThat(large.status()).isEqualTo(413);
        assertThat(document.violations("Problem", OpenApiDocument.json(text(large)))).isEmpty();
    }

    @Test
    void everyDocumentedStatusIsOneThatATestHasSeen() {
        Set<Integer> runs = new TreeSet<>(Set.of(200, 409, 413, 429, 503));
        for (OpenApiTest.Failure failure : OpenApiTest.Failure.values()) {
            runs.add(failure.status);
        }
        Set<Integer> others = new TreeSet<>(Set.of(200));
        Stream.of(BadRequestsTest.malformedBodies(), BadRequestsTest.wrongFields(), BadRequestsTest.wrongInputs(),
                BadRequestsTest.wrongHeadersAndMethods()).flatMap(List::stream)
                .forEach(bad -> (bad.path().equals("/runs") ? runs : others).add(bad.status()));
        assertThat(document.statuses("/runs")).isEqualTo(runs);
        assertThat(document.statuses("/agents")).isEqualTo(others);
        assertThat(document.statuses("/openapi.json")).isEqualTo(others);
    }

    private static String text(Problem problem) {
        return new String(problem.json(), StandardCharsets.UTF_8);
    }
}
