package dev.runnel.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a model is asked in one call.
 *
 * @param model the provider's name of the model; empty for the provider's default
 * @param instructions the system message; empty for none
 * @param input the conversation so far, oldest first
 * @param tools the functions that the model may call, handoffs among them
 * @param hostedTools the tools that the provider runs on its side, as the Responses API takes them; what they hold may be
 *        keys, and is never printed
 * @param settings how the model shall answer
 * @param previousResponseId the response that this call continues on the provider's side
 * @param conversationId the provider's conversation that this call belongs to
 * @param outputFormat the form that the answer shall have; empty for words
 */
public record ModelRequest(Optional<String> model, Optional<String> instructions, List<ResponseItem> input,
        List<ToolDefinition> tools, List<JsonText> hostedTools, ModelSettings settings,
        Optional<String> previousResponseId, Optional<String> conversationId, Optional<OutputFormat> outputFormat) {

    public ModelRequest {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(instructions, "instructions");
        input = List.copyOf(input);
        tools = List.copyOf(tools);
        hostedTools = List.copyOf(hostedTools);
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(previousResponseId, "previousResponseId");
        Objects.requireNonNull(conversationId, "conversationId");
        Objects.requireNonNull(outputFormat, "outputFormat");
    }

    /** {@inheritDoc} Of hosted tools their types only. */
    @Override
    public String toString() {
        return "ModelRequest[model=" + model + ", instructions=" + instructions + ", input=" + input + ", tools=" + tools
                + ", hostedTools=" + hostedTools.stream().map(tool -> tool.type().orElse("?")).toList() + ", settings="
                + settings + ", previousResponseId=" + previousResponseId + ", conversationId=" + conversationId
                + ", outputFormat=" + outputFormat + "]";
    }

    /** The same request of a model that the provider knows by this name; empty for the provider's default. */
    public ModelRequest withModel(Optional<String> model) {
        return new ModelRequest(model, instructions, input, tools, hostedTools, settings, previousResponseId, conversationId,
                outputFormat);
    }

    /** A request of the default model with this input and nothing else. */
    public static ModelRequest of(String input) {
        return of(List.of(Message.user(input)));
    }

    /** A request of the default model with this input and nothing else. */
    public static ModelRequest of(List<ResponseItem> input) {
        return new ModelRequest(Optional.empty(), Optional.empty(), input, List.of(), List.of(), ModelSettings.NONE,
                Optional.empty(), Optional.empty(), Optional.empty());
    }
}
