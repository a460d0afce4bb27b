package dev.runnel.run;

import dev.runnel.agent.UserException;
import java.util.ArrayList;
import java.util.List;

/** Options that contradict each other. */
final class Conflicts {

    private Conflicts() {
    }

    /** @throws UserException if a conversation would be kept in two places */
    static void check(RunOptions options) {
        List<String> places = new ArrayList<>();
        options.session().ifPresent(session -> places.add("session"));
        options.conversationId().ifPresent(id -> places.add("conversationId"));
        if (options.previousResponseId().isPresent()) {
            places.add("previousResponseId");
        } else if (options.autoPreviousResponseId()) {
            places.add("autoPreviousResponseId");
        }
        if (places.size() > 1) {
            throw new UserException("The options " + String.join(" and ", places) + " exclude each other: "
                    + "a conversation is kept in one place, by a session here or by the provider");
        }
    }
}
