package dev.runnel.run;

/** The caller's OpenTelemetry context, so that the run's spans hang below it. Nothing without Quarkus' OpenTelemetry. */
abstract class CallerTelemetry {

    private static final CallerTelemetry NONE = new CallerTelemetry() {
        @Override
        void restore() {
            // there is no telemetry
        }
    };

    /** Keeps what is current in the duplicated context. Any other keeps it with the thread, where others see it. */
    private static final String STORAGE = "io.quarkus.opentelemetry.runtime.QuarkusContextStorage";

    private static final boolean PRESENT = isPresent();

    static CallerTelemetry capture() {
        return PRESENT ? OpenTelemetry.current() : NONE;
    }

    /** On the run's context. */
    abstract void restore();

    private static boolean isPresent() {
        try {
            Class.forName(STORAGE, false, CallerTelemetry.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    /** Apart, so that its class is only linked where the library is there. */
    private static final class OpenTelemetry extends CallerTelemetry {

        private final io.opentelemetry.context.Context context;

        private OpenTelemetry(io.opentelemetry.context.Context context) {
            this.context = context;
        }

        static CallerTelemetry current() {
            return new OpenTelemetry(io.opentelemetry.context.Context.current());
        }

        /** Quarkus keeps what is current in the duplicated context, and that ends with the run: nothing is closed. */
        @Override
        @SuppressWarnings("MustBeClosedChecker")
        void restore() {
            context.makeCurrent();
        }
    }
}
