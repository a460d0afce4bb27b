package dev.runnel.model.openai;

import dev.runnel.model.JsonText;
import dev.runnel.model.chat.ChatAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The answer of the Chat Completions API: chunks, and a word at the end. */
final class ChatReading implements Reading {

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final ChatAnswer answer;

    ChatReading(ChatAnswer answer) {
        this.answer = answer;
    }

    @Override
    public void read(byte[] data) {
        if (Arrays.equals(data, DONE)) {
            answer.done();
        } else if (data.length > 0) { // some servers keep the connection alive by an empty one
            answer.read(JsonText.object(data));
        }
    }

    @Override
    public void end() {
        answer.ended();
    }

    @Override
    public String ending() {
        return "a finish_reason and without [DONE]";
    }
}
