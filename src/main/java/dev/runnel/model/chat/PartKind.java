package dev.runnel.model.chat;

/** What a model writes, and how the Responses format names the events and members of it. */
enum PartKind {

    /** The answer. */
    TEXT("response.content_part", "response.output_text", "content_index", "output_text", "text"),

    /** That it will not answer, and why. */
    REFUSAL("response.content_part", "response.refusal", "content_index", "refusal", "refusal"),

    /** What it thinks, from {@code reasoning_content}. */
    SUMMARY("response.reasoning_summary_part", "response.reasoning_summary_text", "summary_index", "summary_text", "text"),

    /** What it thinks, from {@code reasoning}. */
    THOUGHT("response.content_part", "response.reasoning_text", "content_index", "reasoning_text", "text");

    /** The events of the part, without {@code .added} and {@code .done}. */
    final String partEvent;
    /** The events of its text, without {@code .delta} and {@code .done}. */
    final String textEvent;
    final String indexName;
    final String partType;
    /** The member that holds the whole text. */
    final String member;

    PartKind(String partEvent, String textEvent, String indexName, String partType, String member) {
        this.partEvent = partEvent;
        this.textEvent = textEvent;
        this.indexName = indexName;
        this.partType = partType;
        this.member = member;
    }

    /** Whether it belongs to a reasoning item, not to a message. */
    boolean isReasoning() {
        return this == SUMMARY || this == THOUGHT;
    }
}
