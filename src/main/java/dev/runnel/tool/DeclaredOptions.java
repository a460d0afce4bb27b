package dev.runnel.tool;

import dev.runnel.model.DurationSetting;
import dev.runnel.model.Json;
import dev.runnel.model.JsonText;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.AnnotationMember;
import jakarta.enterprise.lang.model.types.Type;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a {@link FunctionTool} says of the runner's part, as the build tells it to the running application.
 *
 * @param enabled the class of the bean that says whether the tool is there; empty for always
 * @param approval that of the one that says which calls wait for a person; empty for none, {@link #ALL} for all
 * @param failure that of the bean that has words for failures; empty for the Agents SDK's text, {@link #RAISE} for none
 * @param timeout the longest time of a call
 * @param behavior what happens then
 * @param late the class of the bean that has words for that; empty for the Agents SDK's
 * @param inputGuardrails the classes of the beans that look at calls
 * @param outputGuardrails the classes of the beans that look at outputs
 */
record DeclaredOptions(String enabled, String approval, String failure, Optional<Duration> timeout,
        TimeoutBehavior behavior, String late, List<String> inputGuardrails, List<String> outputGuardrails) {

    static final String RAISE = ToolErrorFunction.Raise.class.getName();

    /** No name of a class. */
    static final String ALL = "*";

    private static final String NEVER = NeedsApproval.Never.class.getName();
    private static final String DEFAULT = ToolErrorFunction.Default.class.getName();
    private static final String ALWAYS = Enabled.Always.class.getName();

    DeclaredOptions {
        inputGuardrails = List.copyOf(inputGuardrails);
        outputGuardrails = List.copyOf(outputGuardrails);
    }

    /** @throws Refusal if what it says makes no sense */
    static DeclaredOptions of(AnnotationInfo annotation) {
        Optional<Duration> timeout = timeout(Texts.of(annotation, "timeout"));
        TimeoutBehavior behavior = annotation.hasMember("timeoutBehavior")
                ? TimeoutBehavior.valueOf(annotation.member("timeoutBehavior").asEnumConstant())
                : TimeoutBehavior.ERROR_AS_RESULT;
        String late = className(annotation, "timeoutErrorFunction", DEFAULT);
        if (timeout.isEmpty() && (behavior == TimeoutBehavior.RAISE_EXCEPTION || !late.isEmpty())) {
            throw new Refusal("it says what happens after its timeout, but has none; allowed is that with timeout = …");
        }
        if (behavior == TimeoutBehavior.RAISE_EXCEPTION && !late.isEmpty()) {
            throw new Refusal("its timeout ends the run and has words for the model too; allowed is one of"
                    + " timeoutBehavior = RAISE_EXCEPTION and timeoutErrorFunction = …");
        }
        return new DeclaredOptions(className(annotation, "isEnabled", ALWAYS), approval(annotation),
                className(annotation, "failureErrorFunction", DEFAULT), timeout, behavior, late,
                classNames(annotation, "toolInputGuardrails"), classNames(annotation, "toolOutputGuardrails"));
    }

    /** The classes that must be beans. */
    Stream<String> beans() {
        return Stream.of(Stream.of(enabled, approval, failure, late), inputGuardrails.stream(), outputGuardrails.stream())
                .flatMap(names -> names).filter(name -> !name.isEmpty() && !name.equals(RAISE) && !name.equals(ALL));
    }

    /** As JSON, since a synthetic bean takes strings but no records. */
    JsonText write() {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("enabled", enabled);
            json.writeStringField("approval", approval);
            json.writeStringField("failure", failure);
            json.writeNumberField("timeout", timeout.map(Duration::toMillis).orElse(0L));
            json.writeStringField("behavior", behavior.name());
            json.writeStringField("late", late);
            json.writeArrayFieldStart("input");
            for (String name : inputGuardrails) {
                json.writeString(name);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("output");
            for (String name : outputGuardrails) {
                json.writeString(name);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** What {@link #write} wrote. */
    static DeclaredOptions read(JsonText json) {
        long millis = json.number("timeout").orElseThrow();
        return new DeclaredOptions(text(json, "enabled"), text(json, "approval"), text(json, "failure"),
                millis == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis)),
                TimeoutBehavior.valueOf(text(json, "behavior")), text(json, "late"), texts(json, "input"),
                texts(json, "output"));
    }

    /** With the application's beans in the place of their classes. */
    ToolOptions resolve(ToolParts beans) {
        ToolOptions options = ToolOptions.DEFAULT;
        if (!enabled.isEmpty()) {
            options = options.withEnabled(beans.enabled(enabled));
        }
        if (!approval.isEmpty()) {
            options = options.withNeedsApproval(
                    approval.equals(ALL) ? NeedsApproval.ALWAYS : beans.approvalRule(approval));
        }
        if (!failure.isEmpty()) {
            options = options.withFailureErrorFunction(
                    failure.equals(RAISE) ? ToolErrorFunction.RAISE : beans.errorFunction(failure));
        }
        if (timeout.isPresent()) {
            options = options.withTimeout(new ToolTimeout(timeout.get(), behavior,
                    late.isEmpty() ? ToolTimeout.WORDS : beans.errorFunction(late)));
        }
        for (String name : inputGuardrails) {
            options = options.withInputGuardrail(beans.inputGuardrail(name));
        }
        for (String name : outputGuardrails) {
            options = options.withOutputGuardrail(beans.outputGuardrail(name));
        }
        return options;
    }

    private static String approval(AnnotationInfo annotation) {
        String rule = className(annotation, "approvalRule", NEVER);
        if (!annotation.hasMember("needsApproval") || !annotation.member("needsApproval").asBoolean()) {
            return rule;
        }
        if (!rule.isEmpty()) {
            throw new Refusal("all its calls need approval, and a rule says which do; allowed is one of needsApproval = true"
                    + " and approvalRule = …");
        }
        return ALL;
    }

    private static Optional<Duration> timeout(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ToolTimeout.after(new DurationSetting().convert(text)).limit());
        } catch (IllegalArgumentException e) {
            throw new Refusal("its timeout is '" + text + "'; allowed is a duration from 1 ms to 365 days,"
                    + " for example 500ms, 15s, 5m or PT1M30S");
        }
    }

    private static String className(AnnotationInfo annotation, String member, String none) {
        String name = annotation.hasMember(member) ? name(annotation.member(member).asType()) : none;
        return name.equals(none) ? "" : name;
    }

    private static List<String> classNames(AnnotationInfo annotation, String member) {
        return annotation.hasMember(member)
                ? annotation.member(member).asArray().stream().map(AnnotationMember::asType)
                        .map(DeclaredOptions::name).toList()
                : List.of();
    }

    private static String name(Type type) {
        return type.asClass().declaration().name();
    }

    private static String text(JsonText json, String member) {
        return json.string(member).orElseThrow();
    }

    private static List<String> texts(JsonText json, String member) {
        return json.member(member).orElseThrow().elements().stream().map(each -> each.string().orElseThrow()).toList();
    }
}
