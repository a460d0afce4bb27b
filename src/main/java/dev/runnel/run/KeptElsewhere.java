package dev.runnel.run;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What of a run's conversation is kept elsewhere, by a session or by the provider, so that it goes there once.
 *
 * @param saved how many of the new items, from the first on, the session has, with all of the input; empty where there was
 *        no session, or no turn yet
 * @param conversationId the provider's conversation that every call belongs to
 * @param previousResponseId the provider's response that the next call continues
 * @param chained whether each call continues the response before it
 * @param sent how many items of the conversation, from the first on, the provider has
 */
record KeptElsewhere(OptionalInt saved, Optional<String> conversationId, Optional<String> previousResponseId,
        boolean chained, int sent) {

    static final KeptElsewhere NOTHING = new KeptElsewhere(OptionalInt.empty(), Optional.empty(), Optional.empty(),
            false, 0);

    KeptElsewhere {
        Objects.requireNonNull(saved, "saved");
        Objects.requireNonNull(conversationId, "conversationId");
        Objects.requireNonNull(previousResponseId, "previousResponseId");
    }

    /** The options of a run that goes on with the same conversation of the provider's. */
    void applyTo(RunOptionsBuilder options) {
        conversationId.ifPresent(options::conversationId);
        previousResponseId.ifPresent(options::previousResponseId);
        if (chained) {
            options.autoPreviousResponseId(true);
        }
    }
}
