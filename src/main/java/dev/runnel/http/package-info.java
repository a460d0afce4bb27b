/**
 * The HTTP face: {@code GET /agents}, {@code POST /runs}, the document {@code GET /openapi.json} that describes them, and
 * {@link dev.runnel.http.Streamed}, which writes a resource method's events as server-sent events, for the application's own
 * endpoints too. An application's {@link dev.runnel.http.RunContextFactory} makes the context objects of the runs. It knows
 * every floor below it; none knows it. What is found wrong before a stream starts is answered as a problem of RFC 9457, what
 * goes wrong later is told by the last event.
 */
package dev.runnel.http;
