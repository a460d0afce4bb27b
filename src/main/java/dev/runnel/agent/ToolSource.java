package dev.runnel.agent;

import dev.runnel.tool.HostedTool;
import dev.runnel.tool.Tool;
import java.util.Objects;

/** How an agent refers to tools. */
public sealed interface ToolSource {

    /** All tools that a bean class has. */
    record OfClass(Class<?> beanClass) implements ToolSource {
        public OfClass {
            Objects.requireNonNull(beanClass, "beanClass");
        }
    }

    /** The tool of this name in the catalogue. */
    record OfName(String name) implements ToolSource {
        public OfName {
            Objects.requireNonNull(name, "name");
        }
    }

    /** This agent, called as a tool. */
    record OfAgent(AgentTool tool) implements ToolSource {
        public OfAgent {
            Objects.requireNonNull(tool, "tool");
        }
    }

    /** This tool of the provider's. */
    record OfHosted(HostedTool tool) implements ToolSource {
        public OfHosted {
            Objects.requireNonNull(tool, "tool");
        }
    }

    /** This tool. */
    record OfTool(Tool tool) implements ToolSource {
        public OfTool {
            Objects.requireNonNull(tool, "tool");
        }
    }
}
