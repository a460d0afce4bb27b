package dev.runnel.agent;

/** What guardrails are called that have no other name. */
final class GuardrailNames {

    /** What ArC appends to the name of an intercepted bean's class. */
    private static final String INTERCEPTED = "_Subclass";

    private GuardrailNames() {
    }

    static String of(Object guardrail) {
        Class<?> type = guardrail.getClass();
        String name = type.getSimpleName().endsWith(INTERCEPTED) ? type.getSuperclass().getSimpleName() : type.getSimpleName();
        int lambda = name.indexOf("$$Lambda");
        return lambda < 0 ? name : name.substring(0, lambda);
    }
}
