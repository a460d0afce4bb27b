package dev.runnel.deployed.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.deployed.NeedsTool;
import dev.runnel.deployed.Program;
import dev.runnel.deployed.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The template is one that CloudFormation, of which cfn-lint has the schemas, would take. */
@NeedsTool("cfn-lint")
@Timeout(180)
class TemplateIT {

    @TempDir
    Path directory;

    @Test
    void itIsValid() throws Exception {
        assertThat(linted(Files.readString(Template.PATH))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "InvokeMode: RESPONSE_STREAM         | InvokeMode: STREAM                 | 'STREAM' is not one of",
            "InvokedViaFunctionUrl: true         | InvokedByFunctionUrl: true         | 'InvokedByFunctionUrl' was",
            "ResponseTransferMode: STREAM        | ResponseTransferMode: SOME         | 'SOME' is not one of",
            "FunctionUrlAuthType: !Ref AuthType  | FunctionUrlAuthType: IAM           | 'IAM' is not one of",
            "RestApiId: !Ref Api                 | RestApiId: !Ref Apis               | 'Apis' is not one of"})
    void aMistakeWouldBeFound(String right, String wrong, String told) throws Exception {
        String template = Files.readString(Template.PATH);
        assertThat(template).contains(right);

        assertThat(linted(template.replace(right, wrong))).anyMatch(line -> line.contains(told));
    }

    /** What cfn-lint says, for regions of both partitions' kinds. */
    private List<String> linted(String template) throws Exception {
        Path copy = Files.writeString(directory.resolve("template.yaml"),
                template.replace("../../target/lambda/runnel.zip", "runnel.zip"));
        Files.writeString(directory.resolve("runnel.zip"), "");
        try (Program linter = Program.start(Map.of("AWS_DEFAULT_REGION", "eu-central-1"), List.of(
                Tool.named("cfn-lint").toString(), "--regions", "eu-central-1", "us-east-1", "--", copy.toString()))) {
            linter.exitStatus(Duration.ofMinutes(2));
            return linter.lines();
        }
    }
}
