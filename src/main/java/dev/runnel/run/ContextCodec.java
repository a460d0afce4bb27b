package dev.runnel.run;

import dev.runnel.model.JsonText;

/** Writes the application's context object into a {@link RunState}'s JSON, and reads it back. */
public interface ContextCodec {

    /** The object as JSON. */
    JsonText write(Object context);

    /** The object that {@link #write} has written. */
    Object read(JsonText json);
}
