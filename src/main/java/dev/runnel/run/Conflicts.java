package dev.runnel.run;

import dev.runnel.agent.Agent;
import dev.runnel.agent.UserException;
import java.util.ArrayList;
import java.util.List;

/** Options that contradict each other, or the agent. */
final class Conflicts {

    private Conflicts() {
    }

    /**
     * For the agent that begins, and for each one that takes control.
     *
     * @throws UserException if a conversation would be kept in two places, or where a blocked answer could not be taken back
     */
    static void check(RunOptions options, Agent agent) {
        List<String> atTheProvider = atTheProvider(options);
        List<String> places = new ArrayList<>(atTheProvider);
        options.session().ifPresent(session -> places.add(0, "session"));
        if (places.size() > 1) {
            throw new UserException("The options " + String.join(" and ", places) + " exclude each other: "
                    + "a conversation is kept in one place, by a session here or by the provider");
        }
        if (!atTheProvider.isEmpty() && !(agent.outputGuardrails().isEmpty() && options.outputGuardrails().isEmpty())) {
            throw new UserException("The option " + atTheProvider.get(0) + " and output guardrails, which the agent '"
                    + agent.name() + "' or the run has, exclude each other: an answer that they block would stay in the "
                    + "provider's conversation");
        }
    }

    private static List<String> atTheProvider(RunOptions options) {
        List<String> places = new ArrayList<>();
        options.conversationId().ifPresent(id -> places.add("conversationId"));
        if (options.previousResponseId().isPresent()) {
            places.add("previousResponseId");
        } else if (options.autoPreviousResponseId()) {
            places.add("autoPreviousResponseId");
        }
        return places;
    }
}
