package dev.runnel.tool;

import jakarta.enterprise.lang.model.AnnotationInfo;

/** Reads texts out of annotations, which the language model gives as null where they are absent. */
final class Texts {

    private Texts() {
    }

    /** The text of a member; empty if there is none or no annotation. */
    static String of(AnnotationInfo annotation, String member) {
        return annotation == null || !annotation.hasMember(member) ? "" : annotation.member(member).asString();
    }
}
