package dev.runnel.bench;

import dev.runnel.model.JsonText;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.chat.ChatAnswer;
import java.nio.charset.StandardCharsets;

/** What it costs to turn one text delta of a Chat Completions server into an event, against only proving it to be JSON. */
final class ChatBench {

    private static final int EVENTS = 1000;
    private static final byte[] CHUNK = ("{\"id\":\"chatcmpl-68a1f0c2d3e481929f3b5a7c6d8e9f01\","
            + "\"object\":\"chat.completion.chunk\",\"created\":1732000000,\"model\":\"qwen3:8b\","
            + "\"system_fingerprint\":\"fp_ollama\",\"choices\":[{\"index\":0,"
            + "\"delta\":{\"role\":\"assistant\",\"content\":\" penguin's\"},\"finish_reason\":null}]}")
            .getBytes(StandardCharsets.UTF_8);

    private long seen;

    private ChatBench() {
    }

    public static void main(String[] args) {
        new ChatBench().run();
    }

    private void run() {
        new Timing().add("copy", EVENTS, this::copy)
                .add("JsonText", EVENTS, this::prove)
                .add("an event of it", EVENTS, this::events)
                .print("A text delta of " + CHUNK.length + " bytes");
    }

    private long copy() {
        for (int i = 0; i < EVENTS; i++) {
            seen += CHUNK.clone()[i % CHUNK.length];
        }
        return seen;
    }

    private long prove() {
        for (int i = 0; i < EVENTS; i++) {
            seen += JsonText.object(CHUNK).length();
        }
        return seen;
    }

    private long events() {
        ChatAnswer answer = ChatAnswer.to(ModelRequest.of("hi"), event -> seen += event.json().length());
        for (int i = 0; i < EVENTS; i++) {
            answer.read(JsonText.object(CHUNK));
        }
        return seen;
    }
}
