package dev.runnel.tool;

import dev.runnel.model.AgentsException;
import java.math.BigDecimal;
import java.time.Duration;

/** A tool took longer than it may. */
public final class ToolTimeoutException extends AgentsException {

    private static final long serialVersionUID = 1L;

    private final String toolName;
    private final Duration timeout;

    public ToolTimeoutException(String toolName, Duration timeout) {
        super("Tool '" + toolName + "' timed out after " + seconds(timeout) + " seconds.");
        this.toolName = toolName;
        this.timeout = timeout;
    }

    /** The tool. */
    public String toolName() {
        return toolName;
    }

    /** How long it may take. */
    public Duration timeout() {
        return timeout;
    }

    @Override
    public String errorType() {
        return "tool_timeout";
    }

    private static String seconds(Duration time) {
        BigDecimal exact = BigDecimal.valueOf(time.getSeconds()).add(BigDecimal.valueOf(time.getNano(), 9));
        return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }
}
