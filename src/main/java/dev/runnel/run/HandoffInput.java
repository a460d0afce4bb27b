package dev.runnel.run;

import dev.runnel.agent.Handoff;
import dev.runnel.agent.HandoffInputData;
import dev.runnel.agent.HandoffInputFilter;
import dev.runnel.agent.UserException;
import dev.runnel.event.RunItem;
import dev.runnel.model.Reasoning;
import dev.runnel.model.ResponseItem;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What the next agent's model reads of a run, at one handoff: all of it, or what a filter or the folding leaves. */
final class HandoffInput {

    private static final Logger LOG = Logger.getLogger(HandoffInput.class.getPackageName());

    private final Transcript transcript;
    private final RunOptions options;
    private final Handoff handoff;
    private final boolean keptByTheProvider;

    HandoffInput(Run run, Handoff handoff) {
        this.transcript = run.transcript();
        this.options = run.options();
        this.handoff = handoff;
        this.keptByTheProvider = run.server().keepsTheConversation();
    }

    /**
     * Rewrites the conversation, if that shall be. Fails with a {@link UserException} where the provider keeps it, since it
     * cannot be rewritten there.
     *
     * @param turn how many of the run's items are those of the turn of the handoff
     */
    Uni<Void> rewrite(int turn) {
        Optional<HandoffInputFilter> filter = handoff.inputFilter().or(options::handoffInputFilter);
        if (filter.isPresent()) {
            return keptByTheProvider ? Uni.createFrom().failure(new UserException("The handoff to '" + handoff.agentName()
                    + "' has an input filter, but the provider keeps the conversation, which cannot be filtered there"))
                    : filtered(filter.get(), data(turn)).invoke(this::fold).replaceWithVoid();
        }
        if (handoff.nestHistory().orElse(options.nestHandoffHistory())) {
            if (keptByTheProvider) {
                LOG.warnf("The handoff to '%s' does not fold the history, since the provider keeps the conversation",
                        handoff.agentName());
            } else {
                transcript.fold(options.handoffHistoryMapper().map(withoutReasoning(transcript.history())));
            }
        }
        return Hooks.DONE;
    }

    private HandoffInputData data(int turn) {
        List<RunItem> items = transcript.unfolded();
        int before = Math.max(0, items.size() - turn);
        return new HandoffInputData(transcript.conversation(), items.subList(0, before), items.subList(before, items.size()),
                transcript.context(), Optional.empty());
    }

    private static Uni<HandoffInputData> filtered(HandoffInputFilter filter, HandoffInputData data) {
        return Uni.createFrom().deferred(() -> filter.filter(data)).onItem().ifNull().failWith(
                () -> new UserException("A HandoffInputFilter gave null in the place of what the next agent's model reads"));
    }

    private void fold(HandoffInputData data) {
        transcript.fold(RunItems.joined(data.inputHistory(), RunItems.joined(RunItems.inputOf(data.preHandoffItems()),
                RunItems.inputOf(data.inputItems().orElse(data.newItems())))));
    }

    private static List<ResponseItem> withoutReasoning(List<ResponseItem> items) {
        return items.stream().filter(item -> !(item instanceof Reasoning)).toList();
    }
}
