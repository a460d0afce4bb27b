package dev.runnel.tool;

/** What guardrails of tools are called that have no other name. */
final class ToolGuardrailNames {

    /** What ArC appends to the name of an intercepted bean's class. */
    private static final String INTERCEPTED = "_Subclass";

    private ToolGuardrailNames() {
    }

    static String of(Object guardrail) {
        Class<?> type = guardrail.getClass();
        String own = type.getSimpleName();
        String name = own.endsWith(INTERCEPTED) ? type.getSuperclass().getSimpleName() : own;
        int lambda = name.indexOf("$$Lambda");
        return lambda < 0 ? name : name.substring(0, lambda);
    }
}
