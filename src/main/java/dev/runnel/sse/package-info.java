/**
 * Server-sent events: bytes to records ({@link dev.runnel.sse.SseDecoder}) and back ({@link dev.runnel.sse.SseEncoder}),
 * after the WHATWG HTML standard, section 9.2. The model's client reads with it, the HTTP face writes with it. It knows
 * nothing but the JDK, hands out bytes and never strings, and does no input or output of its own.
 */
package dev.runnel.sse;
