package dev.runnel.tool;

import dev.runnel.model.JsonText;
import dev.runnel.model.ToolDefinition;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A function that a model may call, and what happens then. Those of {@link FunctionTool} methods come from the
 * {@link ToolCatalog}; others are built by hand with {@link #named}. Immutable and thread-safe.
 *
 * @param definition what the model is told
 * @param handler what happens when it is called; given to this constructor, it gets its arguments unchecked
 * @param options what the runner does around its calls
 */
public record Tool(ToolDefinition definition, ToolHandler handler, ToolOptions options) {

    /** The names that the Responses API takes. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    /** The schema of a function without parameters. */
    public static final JsonText NO_PARAMETERS = JsonText
            .of("{\"type\":\"object\",\"properties\":{},\"required\":[],\"additionalProperties\":false}");

    /** @throws IllegalArgumentException for a name that the model's side would refuse */
    public Tool {
        Objects.requireNonNull(definition, "definition");
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(options, "options");
        if (!isName(definition.name())) {
            throw new IllegalArgumentException("'" + definition.name()
                    + "' cannot be a tool's name; allowed are 1 to 64 letters, digits, '_' and '-'");
        }
    }

    /** A tool around whose calls the runner does nothing special. */
    public Tool(ToolDefinition definition, ToolHandler handler) {
        this(definition, handler, ToolOptions.DEFAULT);
    }

    /** Whether a text can be a tool's name: 1 to 64 ASCII letters, digits, {@code _} and {@code -}. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** The tool's name. */
    public String name() {
        return definition.name();
    }

    /** The same tool with other options: those of a method's tool can be changed so, too. */
    public Tool withOptions(ToolOptions other) {
        return new Tool(definition, handler, other);
    }

    /** Begins a tool by hand; without parameters, unless some are given. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** Collects what a tool needs. Not thread-safe. */
    public static final class Builder {

        private final String name;
        private String description = "";
        private JsonText parameters = NO_PARAMETERS;
        private boolean strict = true;
        private ToolOptions options = ToolOptions.DEFAULT;

        private Builder(String name) {
            this.name = Objects.requireNonNull(name, "name");
        }

        /** What the tool does, for the model. */
        public Builder description(String description) {
            this.description = description;
            return this;
        }

        /** The JSON schema of the arguments, in the strict form: all properties required, none additional. */
        public Builder parameters(JsonText schema) {
            this.parameters = schema;
            this.strict = true;
            return this;
        }

        /** The arguments are what this schema is of. */
        public Builder parameters(TypeSchema type) {
            this.parameters = type.schema();
            this.strict = type.isStrict();
            return this;
        }

        /** The JSON schema of the arguments in any form, to which the model is then not strictly held. */
        public Builder looseParameters(JsonText schema) {
            this.parameters = schema;
            this.strict = false;
            return this;
        }

        /** Whether the tool is there in a turn; always, unless set. */
        public Builder isEnabled(Enabled enabled) {
            options = options.withEnabled(enabled);
            return this;
        }

        /** Whether the tool is there. */
        public Builder isEnabled(boolean enabled) {
            return isEnabled(Enabled.of(enabled));
        }

        /** Which calls wait for a person's consent; none, unless set. */
        public Builder needsApproval(NeedsApproval rule) {
            options = options.withNeedsApproval(rule);
            return this;
        }

        /** Whether every call waits for a person's consent. */
        public Builder needsApproval(boolean needed) {
            return needsApproval(NeedsApproval.of(needed));
        }

        /** What the model is told where the tool fails; the Agents SDK's text unless set. */
        public Builder failureErrorFunction(ToolErrorFunction words) {
            options = options.withFailureErrorFunction(words);
            return this;
        }

        /** The longest time of a call, 1 ms to 365 days; then it is cancelled, and the model is told so. */
        public Builder timeout(Duration limit) {
            return timeout(ToolTimeout.after(limit));
        }

        /** The longest time of a call, and what happens then. */
        public Builder timeout(ToolTimeout timeout) {
            options = options.withTimeout(timeout);
            return this;
        }

        /** What looks at a call before the tool is called, after those that were given before. */
        public Builder inputGuardrails(ToolInputGuardrail... guardrails) {
            Arrays.stream(guardrails).forEach(each -> options = options.withInputGuardrail(each));
            return this;
        }

        /** What looks at what the tool gave, after those that were given before. */
        public Builder outputGuardrails(ToolOutputGuardrail... guardrails) {
            Arrays.stream(guardrails).forEach(each -> options = options.withOutputGuardrail(each));
            return this;
        }

        /**
         * What happens when the tool is called with arguments that fit the schema, on the run's event loop; this ends the
         * building. Which keywords are checked is told by {@code docs/tools.md}.
         *
         * @throws IllegalArgumentException for a name that the model's side would refuse, and for a schema in which such a
         *         keyword has a wrong form
         */
        public Tool handler(ToolHandler handler) {
            Objects.requireNonNull(handler, "handler");
            return tool(new CheckedHandler(ArgumentsCheck.ofWritten(name, parameters), handler));
        }

        /** As {@link #handler}, where it may block. */
        public Tool blocking(BlockingToolHandler handler) {
            Objects.requireNonNull(handler, "handler");
            return tool(new BlockingTool(name, ArgumentsCheck.ofWritten(name, parameters), handler));
        }

        private Tool tool(ToolHandler handler) {
            return new Tool(new ToolDefinition(name, description, parameters, strict), handler, options);
        }
    }
}
