package dev.runnel.run;

import dev.runnel.event.ToolApprovalItem;
import java.util.List;
import java.util.Optional;

/**
 * A tool call that gives no output yet, since something in it waits for a person. No failure of the tool; it is thrown since
 * that is the one way past whatever stands around the call.
 */
final class Interruption extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<ToolApprovalItem> waiting;
    private final transient Optional<RunState> nested;

    private Interruption(List<ToolApprovalItem> waiting, Optional<RunState> nested) {
        super("A tool call waits for a person's consent", null, false, false);
        this.waiting = List.copyOf(waiting);
        this.nested = nested;
    }

    /** The call itself waits. */
    static Interruption of(ToolApprovalItem item) {
        return new Interruption(List.of(item), Optional.empty());
    }

    /** The call is a run of its own, and that one waits. */
    static Interruption of(RunState nested) {
        return new Interruption(nested.interruptions(), Optional.of(nested));
    }

    /** What waits. */
    List<ToolApprovalItem> waiting() {
        return waiting;
    }

    /** Where the run that the call is goes on, where it is one. */
    Optional<RunState> nested() {
        return nested;
    }
}
