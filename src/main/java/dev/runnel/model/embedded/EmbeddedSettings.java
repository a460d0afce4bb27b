package dev.runnel.model.embedded;

/**
 * The checked settings of the embedded model.
 *
 * @param port the port on 127.0.0.1; 0 for any free one
 * @param wordsPerSecond the pace of its text; 0 for all at once
 */
record EmbeddedSettings(int port, double wordsPerSecond) {

    /** @throws IllegalArgumentException naming the setting that is out of its range */
    EmbeddedSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("runnel.embedded.port is " + port
                    + ", allowed are 0 (any free port) to 65535");
        }
        if (!(wordsPerSecond >= 0 && wordsPerSecond < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("runnel.embedded.words-per-second is " + wordsPerSecond
                    + ", allowed are 0 (all at once) and more");
        }
    }

    static EmbeddedSettings of(EmbeddedConfig config) {
        return new EmbeddedSettings(config.port(), config.wordsPerSecond());
    }
}
