package dev.runnel.model.openai;

import dev.runnel.model.MalformedJsonException;
import dev.runnel.model.ModelBehaviorException;

/**
 * Makes the model's events of the records of one answer, in one of the formats that providers have. It is told of nothing
 * after a terminal event or an exception; one thread at a time.
 */
interface Reading {

    /**
     * One record.
     *
     * @param data its data; JSON, or one of the words that the format has beside it
     * @throws MalformedJsonException if it is neither
     * @throws ModelBehaviorException if it is no event
     */
    void read(byte[] data);

    /**
     * The stream has ended, or is broken, and no terminal event came. Where the answer is whole all the same, its last
     * events are given now.
     */
    void end();

    /** What should have come before the end, for a person. */
    String ending();
}
