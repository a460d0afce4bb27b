package dev.runnel.run;

import dev.runnel.agent.UserException;
import dev.runnel.model.FunctionCallOutput;
import dev.runnel.model.Message;
import dev.runnel.model.Reasoning;
import dev.runnel.model.ResponseItem;
import dev.runnel.session.ItemGroups;
import dev.runnel.session.Session;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jboss.logging.Logger;

/**
 * What the session of a run has of it: gives the conversation before the first turn, and stores what is new at each save
 * point, a call never without its output. Without a session there is nothing to do. Used on the run's context, and what it
 * returns is awaited there, one thing at a time.
 */
final class SessionLog {

    private static final Logger LOG = Logger.getLogger(SessionLog.class.getPackageName());

    /** How long the end of a cancelled run waits for its last words to be stored. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    /** The Agents SDK's words. */
    private static final String WITHHELD = "Output withheld by an output guardrail.";

    private final Transcript transcript;
    private final RunOptions options;
    private boolean loaded;
    private List<ResponseItem> input = List.of();
    private volatile int saved;

    SessionLog(Transcript transcript, RunOptions options) {
        this.transcript = transcript;
        this.options = options;
        this.loaded = transcript.turn() > 0; // by the run that this one goes on from
        this.saved = transcript.keptElsewhere().saved().orElse(0);
        if (loaded && transcript.keptElsewhere().saved().isEmpty()) {
            input = transcript.input(); // that one had no session
        }
    }

    /** How many of the run's new items, from the first on, the session has; empty where it has not even the input. */
    OptionalInt saved() {
        return options.session().isPresent() && loaded && input.isEmpty() ? OptionalInt.of(saved) : OptionalInt.empty();
    }

    /** The conversation that the run goes on with is the session's and the input; before the first turn. */
    Uni<Void> load() {
        if (loaded || options.session().isEmpty()) {
            return nothing();
        }
        Session session = options.session().get();
        return session.items(options.sessionLimit())
                .flatMap(history -> merged(history, transcript.input()))
                .invoke(begun -> {
                    loaded = true;
                    input = begun.unsaved();
                    transcript.conversation(begun.conversation());
                }).replaceWithVoid();
    }

    /** Stores what the user has said, and what the completed turns have made, as far as it is not and no call is open. */
    Uni<Void> save() {
        List<ResponseItem> unsaved = input;
        input = List.of();
        return add(unsaved).chain(this::saveTurns);
    }

    private Uni<Void> saveTurns() {
        if (options.session().isEmpty()) {
            return nothing();
        }
        List<ResponseItem> unsaved = unsaved();
        return add(unsaved).invoke(() -> saved += unsaved.size());
    }

    /**
     * Stores of the last turn, whose output a guardrail has blocked, that tools were called: neither what they gave nor what
     * the model said. A turn with reasoning is left out as a whole, since that cannot go back to a model without what it led
     * to.
     */
    Uni<Void> saveBlocked() {
        if (options.session().isEmpty() || unsaved().stream().anyMatch(Reasoning.class::isInstance)) {
            return nothing();
        }
        return add(unsaved().stream().filter(item -> !(item instanceof Message))
                .map(item -> item instanceof FunctionCallOutput output
                        ? FunctionCallOutput.of(output.callId(), WITHHELD) : item)
                .toList());
    }

    /** Stores the words of an answer that was cut off. It never fails, and does not take long. */
    Uni<Void> saveLastWords(List<ResponseItem> words) {
        return add(words).ifNoItem().after(LAST_WORDS).fail().onFailure().recoverWithItem(failure -> {
            LOG.warnf(failure, "Run %s: the session '%s' did not take the last words", transcript.context().runId(),
                    options.session().map(Session::sessionId).orElse(""));
            return null;
        });
    }

    private List<ResponseItem> unsaved() {
        List<ResponseItem> made = RunItems.inputOf(transcript.newItems());
        return ItemGroups.settled(made.subList(saved, made.size()));
    }

    private Uni<SessionInput> merged(List<ResponseItem> stored, List<ResponseItem> given) {
        if (options.sessionInputCallback().isEmpty()) {
            return Uni.createFrom().item(() -> SessionInput.after(stored, given));
        }
        List<ResponseItem> history = ItemGroups.whole(stored, given);
        return options.sessionInputCallback().get().merge(history, given)
                .onItem().ifNull().failWith(() -> new UserException("The session input callback gave null in the place of "
                        + "a list of items"))
                .map(chosen -> SessionInput.chosen(history, given, chosen));
    }

    /** Once begun it goes on, also if the run ends meanwhile: whether it is stored shall not depend on the moment. */
    private Uni<Void> add(List<ResponseItem> items) {
        Optional<Session> session = options.session();
        if (session.isEmpty() || items.isEmpty()) {
            return nothing();
        }
        return Uni.createFrom().deferred(() -> {
            Uni<Void> stored = session.get().add(List.copyOf(options.reasoningItemIdPolicy().apply(items)))
                    .memoize().indefinitely();
            stored.subscribe().with(done -> { }, failure -> { });
            return stored;
        });
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
