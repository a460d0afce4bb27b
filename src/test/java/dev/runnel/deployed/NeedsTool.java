package dev.runnel.deployed;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips each test, by its own name, where one of these {@link Tool}s cannot be had. The class is not skipped as a whole,
 * which would be reported as one test; so {@code @BeforeAll} must do without them.
 */
@Target({TYPE, METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsTool.Condition.class)
public @interface NeedsTool {

    String[] value();

    /** Reads the annotations of the method and of its class. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (context.getTestMethod().isEmpty()) {
                return ConditionEvaluationResult.enabled("each test is asked for itself");
            }
            return Stream.of(context.getRequiredTestMethod(), context.getRequiredTestClass())
                    .flatMap(element -> Optional.ofNullable(element.getAnnotation(NeedsTool.class)).stream())
                    .flatMap(needs -> Stream.of(needs.value()))
                    .filter(tool -> Tool.find(tool).isEmpty()).findFirst()
                    .map(tool -> ConditionEvaluationResult.disabled(tool + " cannot be had here, -Dtool." + tool + " names none"))
                    .orElse(ConditionEvaluationResult.enabled("all tools are there"));
        }
    }
}
