package dev.runnel.testing;

import java.io.IOException;

/** What a {@link ScriptedServer} does with one request. It runs on a thread of its connection, and may block. */
@FunctionalInterface
public interface Script {

    void play(Conversation conversation) throws IOException, InterruptedException;

    /**
     * A 200 with an event stream of these chunks, each an HTTP chunk of its own; the end comes with the last one, and the
     * connection stays open.
     */
    static Script events(String... chunks) {
        return conversation -> {
            conversation.eventStream();
            for (int i = 0; i < chunks.length - 1; i++) {
                conversation.send(chunks[i]);
            }
            conversation.sendLast(chunks.length == 0 ? "" : chunks[chunks.length - 1]);
        };
    }

    /** An answer of this status and body, with a Content-Length. */
    static Script answer(int status, String contentType, String body, String... headers) {
        return conversation -> conversation.answer(status, contentType, body, headers);
    }
}
