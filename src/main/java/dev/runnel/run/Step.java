package dev.runnel.run;

/** What a run is doing right now. Used on the run's context only. */
interface Step {

    /** The subscriber wants more, and nothing waits for it. */
    void pull();

    /** Stop: release what is held, and signal nothing any more. */
    void cancel();

    /** Nothing: the run waits for nobody. */
    Step NONE = new Step() {
        @Override
        public void pull() {
            // nothing to ask
        }

        @Override
        public void cancel() {
            // nothing to release
        }
    };
}
