package dev.runnel.model.openai;

import dev.runnel.model.Model;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.ModelRequestException;
import dev.runnel.model.chat.ChatAnswer;
import dev.runnel.model.chat.ChatRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Objects;

/**
 * A model behind the Chat Completions API: {@code POST {base}/chat/completions} with {@code stream: true}. Its answers
 * become the events of the Responses format. Thread-safe.
 */
public final class ChatCompletionsModel implements Model {

    private final ModelClient client;
    private final String defaultName;

    /**
     * @param client who is called
     * @param defaultName the provider's name of the model that is meant where a request names none
     */
    ChatCompletionsModel(ModelClient client, String defaultName) {
        this.client = Objects.requireNonNull(client, "client");
        this.defaultName = Objects.requireNonNull(defaultName, "defaultName");
    }

    /** {@inheritDoc} It fails with {@link ModelRequestException} too: for what this API has no words for. */
    @Override
    public Multi<ModelEvent> stream(ModelRequest request) {
        byte[] body;
        try {
            body = ChatRequest.body(request, defaultName);
        } catch (ModelRequestException unsaid) {
            return Multi.createFrom().failure(unsaid);
        }
        ModelClient called = client.with(Extras.of(request.settings()));
        return new ResponseStream(Uni.createFrom().item(called.chatCompletions(body)),
                out -> new ChatReading(ChatAnswer.to(request, out)));
    }
}
