package com.acme.tea;

import dev.runnel.tool.OutputType;
import dev.runnel.tool.Param;
import java.util.List;
import java.util.Optional;

/** What a taster says in the end, with all that records may be made of. */
@OutputType
public record Tasting(@Param("The tea.") Tea tea, List<Note> notes, Optional<List<Cup>> cups) {

    public enum Flavour {
        SMOKY, SWEET
    }

    public record Tea(String leafName, Optional<Integer> minutesToBrew) {
    }

    public record Note(Flavour flavour, List<String> words) {
    }

    public record Cup(int size) {
    }
}
