package dev.runnel.model.scripted;

import dev.runnel.model.ModelEvent;
import dev.runnel.model.ResponseItem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * What a scripted model does in one call. Begins with {@link #answer}; each method gives a changed copy, except that none is
 * needed for an ordinary answer.
 */
public final class ScriptedTurn {

    private enum End {
        COMPLETED, COMPLETED_WITHOUT_OUTPUT, TRUNCATED, FAILED, INCOMPLETE, ERROR
    }

    private final List<ResponseItem> items;
    private final int deltas;
    private final End end;
    private final String code;
    private final String message;
    private final Optional<Throwable> failure;
    private final Optional<Gate> gate;

    private ScriptedTurn(List<ResponseItem> items, int deltas, End end, String code, String message,
            Optional<Throwable> failure, Optional<Gate> gate) {
        this.items = items;
        this.deltas = deltas;
        this.end = end;
        this.code = code;
        this.message = message;
        this.failure = failure;
        this.gate = gate;
    }

    /** Waits before the first event that fits. */
    private record Gate(Predicate<ModelEvent> before, CompletionStage<?> until) {
    }

    /** The model answers with these items, the whole sequence of events of the Responses API, each text in one piece. */
    public static ScriptedTurn answer(ResponseItem... items) {
        return new ScriptedTurn(List.of(items), 1, End.COMPLETED, "", "", Optional.empty(), Optional.empty());
    }

    /** Texts and arguments come in this many pieces, as far as they are long enough. */
    public ScriptedTurn inDeltas(int count) {
        return new ScriptedTurn(items, count, end, code, message, failure, gate);
    }

    /** The terminal event repeats no items, as some servers do. */
    public ScriptedTurn withoutTerminalOutput() {
        return ending(End.COMPLETED_WITHOUT_OUTPUT, "", "");
    }

    /** The stream ends, cleanly, without a terminal event. */
    public ScriptedTurn truncated() {
        return ending(End.TRUNCATED, "", "");
    }

    /** The stream ends with {@code response.failed}. */
    public ScriptedTurn thenFailed(String code, String message) {
        return ending(End.FAILED, code, message);
    }

    /** The stream ends with {@code response.incomplete}. */
    public ScriptedTurn thenIncomplete(String reason) {
        return ending(End.INCOMPLETE, reason, "");
    }

    /** The stream ends with an {@code error} event. */
    public ScriptedTurn thenError(String code, String message) {
        return ending(End.ERROR, code, message);
    }

    /** The stream breaks with this failure, in the place of the terminal event. */
    public ScriptedTurn thenFailing(Throwable failure) {
        return new ScriptedTurn(items, deltas, End.TRUNCATED, code, message, Optional.of(failure), gate);
    }

    /** The call fails before any event. */
    public static ScriptedTurn failing(Throwable failure) {
        return new ScriptedTurn(List.of(), 0, End.TRUNCATED, "", "", Optional.of(failure), Optional.empty());
    }

    /** Waits before the first event that fits, until the stage is complete. */
    public ScriptedTurn waitingBefore(Predicate<ModelEvent> event, CompletionStage<?> until) {
        return new ScriptedTurn(items, deltas, end, code, message, failure, Optional.of(new Gate(event, until)));
    }

    private ScriptedTurn ending(End end, String code, String message) {
        return new ScriptedTurn(items, deltas, end, code, message, failure, gate);
    }

    /** The events of the turn, for one call. */
    Multi<ModelEvent> play(int call) {
        List<ModelEvent> events = deltas == 0 ? List.of() : events("resp_" + (call + 1));
        int stop = gate.map(gate -> firstFitting(events, gate.before())).orElse(events.size());
        List<Multi<ModelEvent>> parts = new ArrayList<>();
        parts.add(Multi.createFrom().iterable(events.subList(0, stop)));
        gate.ifPresent(gate -> parts.add(Uni.createFrom().completionStage(gate.until()).onItem().transformToMulti(
                open -> Multi.createFrom().<ModelEvent> empty())));
        parts.add(Multi.createFrom().iterable(events.subList(stop, events.size())));
        failure.ifPresent(failure -> parts.add(Multi.createFrom().failure(failure)));
        return Multi.createBy().concatenating().streams(parts);
    }

    private List<ModelEvent> events(String responseId) {
        ResponseScript script = new ResponseScript(responseId, deltas, items);
        List<ModelEvent> events = new ArrayList<>(script.untilTerminal());
        switch (end) {
            case COMPLETED -> events.add(script.completed(items));
            case COMPLETED_WITHOUT_OUTPUT -> events.add(script.completed(List.of()));
            case FAILED -> events.add(script.failed(code, message));
            case INCOMPLETE -> events.add(script.incomplete(code));
            case ERROR -> events.add(script.error(code, message));
            case TRUNCATED -> { }
            default -> throw new IllegalStateException(end.name());
        }
        return events;
    }

    private static int firstFitting(List<ModelEvent> events, Predicate<ModelEvent> fits) {
        for (int i = 0; i < events.size(); i++) {
            if (fits.test(events.get(i))) {
                return i;
            }
        }
        throw new IllegalArgumentException("No event of this turn fits where it shall wait; its events are "
                + Arrays.toString(events.stream().map(ModelEvent::type).toArray()));
    }
}
