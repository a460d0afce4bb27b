package dev.runnel.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.runnel.model.JsonText;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostedToolTest {

    private static final McpToolApprovalFunction ALL = (run, agent, request) -> Uni.createFrom()
            .item(McpToolApprovalFunctionResult.APPROVED);

    @Test
    void whatItIsIsPrintedAndItsKeysAreNot() {
        HostedTool server = HostedTool.of(JsonText.of("{\"type\":\"mcp\",\"server_label\":\"docs\",\"authorization\":\"sk-1\"}"));

        assertThat(server).hasToString("HostedTool[mcp docs]");
        assertThat(server.name()).isEqualTo("docs");
        assertThat(server.serverLabel()).contains("docs");
        assertThat(HostedTool.of(JsonText.of("{\"type\":\"web_search\"}"))).hasToString("HostedTool[web_search]")
                .extracting(HostedTool::name, HostedTool::serverLabel).containsExactly("web_search", Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "[]                  | must be a JSON object with a string member 'type'",
            "{}                  | must be a JSON object with a string member 'type'",
            "{'type':'function'} | make it with Tool.named()",
            "{'type':'mcp'}      | needs a string member 'server_label'"})
    void whatIsNoHostedToolIsRefused(String definition, String why) {
        assertThatIllegalArgumentException().isThrownBy(() -> HostedTool.of(JsonText.of(definition.replace('\'', '"'))))
                .withMessageContaining(why);
    }

    @Test
    void onlyAnMcpServerAsksForApproval() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostedTool.of(JsonText.of("{\"type\":\"web_search\"}")).withOnApprovalRequest(ALL))
                .withMessage("A tool of the type 'web_search' asks nobody for approval; an MCP server (type 'mcp') does");
    }

    @Test
    void aRequestThatIsApprovedHasNoReasonWhyNot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new McpToolApprovalFunctionResult(true, Optional.of("because")));
    }
}
