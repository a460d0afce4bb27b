package dev.runnel.testing;

import java.io.IOException;

/** What a {@link ScriptedServer} does with one request. It runs on a thread of its connection, and may block. */
@FunctionalInterface
public interface Script {

    void play(Conversation conversation) throws IOException, InterruptedException;

    /** A 200 with an event stream of these chunks, each an HTTP chunk of its own; the connection stays open. */
    static Script events(String... chunks) {
        return conversation -> {
            conversation.eventStream();
            for (String chunk : chunks) {
                conversation.send(chunk);
            }
            conversation.end();
        };
    }

    /** An answer of this status and body, with a Content-Length. */
    static Script answer(int status, String contentType, String body, String... headers) {
        return conversation -> conversation.answer(status, contentType, body, headers);
    }
}
