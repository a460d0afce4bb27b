/**
 * What a model is to Runnel: the {@link dev.runnel.model.Model} interface, its requests and settings, and the events and
 * items of the Responses format as small typed views over the bytes that a provider sent. It knows {@code dev.runnel.sse}
 * only; the providers' clients, the events of a run and everything above build on it.
 */
package dev.runnel.model;
