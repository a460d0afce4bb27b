package dev.runnel.tool;

import io.quarkus.arc.InjectableBean;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.stream.StreamSupport;

/** The application's beans that annotations of tools may name, by their classes. */
@Singleton
class ToolParts {

    private final Instance<Enabled> enabled;
    private final Instance<NeedsApproval> approvalRules;
    private final Instance<ToolErrorFunction> errorFunctions;
    private final Instance<ToolInputGuardrail> inputGuardrails;
    private final Instance<ToolOutputGuardrail> outputGuardrails;

    @Inject
    ToolParts(@Any Instance<Enabled> enabled, @Any Instance<NeedsApproval> approvalRules,
            @Any Instance<ToolErrorFunction> errorFunctions, @Any Instance<ToolInputGuardrail> inputGuardrails,
            @Any Instance<ToolOutputGuardrail> outputGuardrails) {
        this.enabled = enabled;
        this.approvalRules = approvalRules;
        this.errorFunctions = errorFunctions;
        this.inputGuardrails = inputGuardrails;
        this.outputGuardrails = outputGuardrails;
    }

    Enabled enabled(String className) {
        return find(enabled, className);
    }

    NeedsApproval approvalRule(String className) {
        return find(approvalRules, className);
    }

    ToolErrorFunction errorFunction(String className) {
        return find(errorFunctions, className);
    }

    ToolInputGuardrail inputGuardrail(String className) {
        return find(inputGuardrails, className);
    }

    ToolOutputGuardrail outputGuardrail(String className) {
        return find(outputGuardrails, className);
    }

    private static <T> T find(Instance<T> beans, String className) {
        return StreamSupport.stream(beans.handles().spliterator(), false)
                .filter(bean -> bean.getBean().getBeanClass().getName().equals(className)
                        && bean.getBean() instanceof InjectableBean<?> known && known.getKind() == InjectableBean.Kind.CLASS)
                .findFirst().orElseThrow(() -> new IllegalStateException("There is no bean of the class " + className
                        + ", which a @FunctionTool names"))
                .get();
    }
}
