package com.acme.tea;

import dev.runnel.tool.OutputType;
import java.util.List;
import java.util.Optional;

/** What comes with the handoff of a guest who is not content. */
@OutputType
public record Complaint(List<Fault> faults, Optional<Wish> wish) {

    public enum Kind {
        COLD, LATE
    }

    public record Fault(Kind kind, String product) {
    }

    public record Wish(String words) {
    }
}
