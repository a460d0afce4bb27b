package dev.runnel.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.context.RunContext;
import dev.runnel.event.AgentRef;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an annotation says of the runner's part is there in the running application. */
@QuarkusTest
class ControlledToolsTest {

    @Inject
    ToolCalls calls;

    @Test
    void beansThatAnAnnotationNamesAreTheToolsOptions() {
        ToolOptions options = calls.tool("ct_everything").options();

        assertThat(options.failureErrorFunction()).isInstanceOf(ControlledTools.Words.class);
        assertThat(options.timeout()).hasValueSatisfying(timeout -> {
            assertThat(timeout.limit()).isEqualTo(Duration.ofSeconds(90));
            assertThat(timeout.behavior()).isEqualTo(TimeoutBehavior.ERROR_AS_RESULT);
            assertThat(timeout.errorFunction()).isInstanceOf(ControlledTools.Words.class);
        });
        assertThat(options.enabled().isEnabled(new RunContext("run_1", Optional.empty()), new AgentRef("A")).await()
                .indefinitely()).isTrue();
        assertThat(options.needsApproval()).isInstanceOf(ControlledTools.Large.class);
        assertThat(options.inputGuardrails()).hasSize(2).allMatch(each -> each.name().equals("Gate"));
        assertThat(options.outputGuardrails()).singleElement().satisfies(
                each -> assertThat(each.name()).isEqualTo("Censor"));
    }

    @Test
    void aToolMayRaise() {
        ToolOptions options = calls.tool("ct_raises").options();

        assertThat(options.failureErrorFunction()).isSameAs(ToolErrorFunction.RAISE);
        assertThat(options.needsApproval()).isSameAs(NeedsApproval.ALWAYS);
        assertThat(options.timeout()).contains(ToolTimeout.after(Duration.ofMillis(500))
                .withBehavior(TimeoutBehavior.RAISE_EXCEPTION));
    }

    @Test
    void aToolWithoutAnyOfThemHasTheDefaults() {
        assertThat(calls.tool("tt_how_many_jokes").options()).isEqualTo(ToolOptions.DEFAULT);
    }

    @Test
    void textsAndImagesThatAMethodReturnsArePartsOfItsOutput() {
        assertThat(calls.output("ct_parts", "{}").json()).hasToString(
                "[{\"type\":\"input_text\",\"text\":\"a cat\"},{\"type\":\"input_image\",\"file_id\":\"file_1\"}]");
        assertThat(calls.output("ct_part", "{}").parts()).hasSize(1);
        assertThat(calls.output("ct_progress", "{}").text()).as("with nobody who wants to know").isEqualTo("done");
    }
}
