/**
 * What happens in a run, as values: the five kinds of {@link dev.runnel.event.StreamEvent}, the items that they carry, and
 * the codec that turns them into the bytes that every reader sees. It knows the model's events and items; it does not know
 * who runs.
 */
package dev.runnel.event;
