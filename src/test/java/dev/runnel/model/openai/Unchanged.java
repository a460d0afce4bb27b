package dev.runnel.model.openai;

import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/** Whether a value is positive and has stayed the same since the last look. */
final class Unchanged implements Callable<Boolean> {

    private final LongSupplier value;
    private long last = -1;

    Unchanged(LongSupplier value) {
        this.value = value;
    }

    @Override
    public Boolean call() {
        long now = value.getAsLong();
        boolean same = now > 0 && now == last;
        last = now;
        return same;
    }
}
