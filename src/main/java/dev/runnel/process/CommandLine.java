package dev.runnel.process;

import java.util.Optional;

/** What there is to say to the arguments of the process. Everything else is configured by the environment. */
final class CommandLine {

    /** The exit status for what the user has to put right. */
    static final int WRONG_USE = 2;

    /** The project's version; a test holds it to be that of pom.xml. */
    static final String VERSION = "0.1.0";

    private static final String HELP = """
            Runnel runs LLM agents and streams everything that happens while they run.

            Usage:
              runnel             serves POST /runs, GET /agents and GET /openapi.json until it is told to stop
              runnel --help      prints this
              runnel --version   prints the version
            On a JVM: java -jar target/quarkus-app/quarkus-run.jar in the place of runnel.

            Environment:
              OPENAI_API_KEY          the key of the model's provider
              OPENAI_BASE_URL         where the provider's API is, if not at OpenAI, such as http://localhost:8000/v1
              RUNNEL_MODEL            embedded: the offline model in this process, which needs neither;
                                      chat-completions: the provider has that API, not the Responses API
              RUNNEL_DEFAULT_MODEL    the provider's name of the model of agents that name none
              PORT                    the port to listen on (8080)
              RUNNEL_SHUTDOWN_BUDGET  the time to end in when it is told to (9s)
              QUARKUS_HTTP_HOST       the address to listen on (127.0.0.1); 0.0.0.0 opens it to the network
            A key, a URL or embedded is needed. All settings: docs/configuration.md in the repository of Runnel.

            Exit status: 0 when it was told to stop, 2 when an argument or a setting is missing or wrong,
            1 when it could not start for another reason, such as a port in use.
            """;

    private CommandLine() {
    }

    /**
     * What to say instead of starting the application.
     *
     * @return empty where it is to be started
     */
    static Optional<Answer> answer(String... arguments) {
        if (arguments.length == 0) {
            return Optional.empty();
        }
        return Optional.of(switch (arguments[0]) {
            case "--help", "-h" -> new Answer(0, HELP);
            case "--version" -> new Answer(0, "runnel " + VERSION + "\n");
            default -> new Answer(WRONG_USE, "Unknown argument '" + arguments[0] + "'; there are --help and --version, and"
                    + " settings are environment variables, see --help\n");
        });
    }

    /**
     * What to say, and how to end.
     *
     * @param exitStatus 0: the text goes to the standard output; else to the standard error
     * @param text whole lines
     */
    record Answer(int exitStatus, String text) {
    }
}
