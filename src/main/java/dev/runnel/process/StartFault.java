package dev.runnel.process;

import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Why the application does not start, where its user can put that right.
 *
 * @param exitStatus 2 for a setting that is missing or wrong, 1 for what is not the setting's fault
 * @param lines what to tell: a line for each setting
 */
record StartFault(int exitStatus, List<String> lines) {

    /** What Quarkus' TLS registry says of files that it cannot read, or that are not what they shall be. */
    private static final Pattern CERTIFICATE = Pattern.compile("(Invalid .*) for certificate '(.*?)'.*", Pattern.DOTALL);

    StartFault {
        lines = List.copyOf(lines);
    }

    /**
     * What was thrown, or one of its causes, if it is known.
     *
     * @param environment the variables that the process was started with
     */
    static Optional<StartFault> of(Throwable thrown, Map<String, String> environment) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            Optional<StartFault> fault = known(cause, environment);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<StartFault> known(Throwable thrown, Map<String, String> environment) {
        if (thrown instanceof ConfigValidationException wrong) {
            return Optional.of(new StartFault(CommandLine.WRONG_USE, IntStream.range(0, wrong.getProblemCount())
                    .mapToObj(i -> SettingMessage.of(wrong.getProblem(i).getMessage(), environment)).toList()));
        }
        if (thrown instanceof ConfigurationException wrong && wrong.getMessage() != null) {
            return Optional.of(new StartFault(CommandLine.WRONG_USE,
                    List.of(SettingMessage.named(wrong.getMessage(), environment))));
        }
        if (thrown instanceof UnknownHostException) {
            return Optional.ofNullable(environment.get("QUARKUS_HTTP_HOST"))
                    .filter(host -> String.valueOf(thrown.getMessage()).contains(host)) // else it is somebody else's
                    .map(host -> new StartFault(CommandLine.WRONG_USE, List.of("QUARKUS_HTTP_HOST (quarkus.http.host) is \""
                            + host + "\": no such host is known here")));
        }
        if (thrown instanceof QuarkusBindException taken) {
            return Optional.of(new StartFault(1, List.of(taken(taken))));
        }
        if (thrown instanceof PreventFurtherStepsException asked) {
            return Optional.of(new StartFault(asked.getExitCode(),
                    Optional.ofNullable(asked.getMessage()).stream().toList()));
        }
        return certificate(thrown);
    }

    private static Optional<StartFault> certificate(Throwable thrown) {
        Matcher invalid = CERTIFICATE.matcher(String.valueOf(thrown.getMessage()));
        if (!(thrown instanceof IllegalStateException) || !invalid.matches()) {
            return Optional.empty();
        }
        String reason = thrown.getCause() == null || thrown.getCause().getMessage() == null ? ""
                : ": " + thrown.getCause().getMessage().replaceAll("\\s*\\R\\s*", " ");
        return Optional.of(new StartFault(CommandLine.WRONG_USE,
                List.of("quarkus.tls." + invalid.group(2) + ".* is wrong: " + invalid.group(1) + reason)));
    }

    private static String taken(QuarkusBindException taken) {
        return QuarkusBindException.isKnownHost(taken.getHost())
                ? "Port " + taken.getPort() + " of " + taken.getHost() + " is in use: end what listens there, or set another"
                        + " with PORT or QUARKUS_HTTP_PORT"
                : "Cannot listen on port " + taken.getPort() + " of " + taken.getHost() + ": that address is not this"
                        + " machine's, or the port is in use; see QUARKUS_HTTP_HOST, and PORT or QUARKUS_HTTP_PORT";
    }
}
