package dev.runnel.process;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a line for a person of what the configuration says of a setting. */
final class SettingMessage {

    private static final Pattern CODE = Pattern.compile("(?:[\\w.]+Exception: )?SRCFG\\d+: ");

    private static final Pattern WRONG_VALUE = Pattern.compile(
            "The config property (\\S+) with the config value \"(.*)\" threw an Exception whilst being converted (.*)",
            Pattern.DOTALL);

    private static final Pattern NO_CONSTANT = Pattern.compile("Cannot convert .* to enum class \\S+, allowed values: (.*)");

    private static final Pattern EMPTY = Pattern.compile(
            "The config property (\\S+) is defined as the empty String \\(\"\"\\) which .* to be null.*");

    /** The settings of the model's client, under the name that nobody sets them by. */
    private static final String CLIENT = "quarkus.rest-client.\"dev.runnel.model.openai.ModelApi\".";

    private static final Pattern NOT_ALLOWED = Pattern.compile("(\\S+) is (\"?)(.*?)\\2(, it must be .*)", Pattern.DOTALL);

    private static final Pattern UNKNOWN = Pattern.compile("(\\S+) in (.*) does not map to any root", Pattern.DOTALL);

    private static final Pattern FILE = Pattern.compile("\\w+\\[source=(.*)\\]");

    /** Variables that give a setting its value under a name of their own. */
    private static final Map<String, String> VARIABLES = Map.of("quarkus.http.port", "PORT",
            "quarkus.rest-client.model.url", "OPENAI_BASE_URL", "runnel.api-key", "OPENAI_API_KEY");

    private SettingMessage() {
    }

    /** The message of a check of ours, with the variable that gave the setting its value. */
    static String named(String message, Map<String, String> environment) {
        Matcher refused = NOT_ALLOWED.matcher(message);
        return refused.matches()
                ? name(refused.group(1), refused.group(3), environment) + message.substring(refused.end(1))
                : message;
    }

    /**
     * The message as one line, with the setting first.
     *
     * @param message of SmallRye Config; another one stays as it is, on one line
     * @param environment the variables that the process was started with
     */
    static String of(String message, Map<String, String> environment) {
        String plain = CODE.matcher(message).replaceAll("").replaceAll("\\s*\\R\\s*", " ").strip()
                .replace(CLIENT, "quarkus.rest-client.model.");
        Matcher wrong = WRONG_VALUE.matcher(plain);
        if (wrong.matches()) {
            return name(wrong.group(1), wrong.group(2), environment) + " is \"" + wrong.group(2) + "\""
                    + why(wrong.group(3));
        }
        Matcher empty = EMPTY.matcher(plain);
        if (empty.matches()) {
            return name(empty.group(1), "", environment) + " is \"\", it must have a value, or not be set at all";
        }
        Matcher unknown = UNKNOWN.matcher(plain);
        return unknown.matches()
                ? "There is no setting " + unknown.group(1) + "; it comes from " + source(unknown.group(2))
                : plain;
    }

    private static String why(String reason) {
        Matcher constant = NO_CONSTANT.matcher(reason);
        return constant.matches() ? ", it must be one of " + constant.group(1).replace(",", ", ") : ": " + reason;
    }

    private static String source(String name) {
        Matcher file = FILE.matcher(name);
        if (file.matches()) {
            return file.group(1);
        }
        return name.equals("SysPropConfigSource") ? "a system property" : name;
    }

    private static String name(String setting, String value, Map<String, String> environment) {
        String variable = VARIABLES.get(setting);
        return variable != null && value.equals(environment.get(variable)) ? variable + " (" + setting + ")" : setting;
    }
}
