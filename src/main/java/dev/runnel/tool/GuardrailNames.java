package dev.runnel.tool;

/** What guardrails are called that have no other name. */
public final class GuardrailNames {

    /** What ArC appends to the name of an intercepted bean's class. */
    private static final String INTERCEPTED = "_Subclass";

    private GuardrailNames() {
    }

    /** The simple name of the class that the application wrote. */
    public static String of(Object guardrail) {
        Class<?> type = guardrail.getClass();
        String own = type.getSimpleName();
        String name = own.endsWith(INTERCEPTED) ? type.getSuperclass().getSimpleName() : own;
        int lambda = name.indexOf("$$Lambda");
        return lambda < 0 ? name : name.substring(0, lambda);
    }
}
