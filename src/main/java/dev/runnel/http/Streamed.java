package dev.runnel.http;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * For a resource method that returns {@code Multi<StreamEvent>} and produces {@code text/event-stream}: its events go to the
 * response as frames with {@code id}, {@code event} and {@code data}, all of one event-loop turn in one write, no faster
 * than the client reads. A comment opens the stream and breaks every long silence ({@code runnel.http.heartbeat}). One that
 * produces {@code application/x-ndjson} writes each event's JSON as a line, and an empty line in a long silence. The
 * model's own events are written as {@code runnel.http.raw-events} says. The client's leaving cancels the subscription.
 *
 * <pre>{@code
 * @GET
 * @Path("/joke")
 * @Produces(MediaType.SERVER_SENT_EVENTS)
 * @Streamed
 * public Multi<StreamEvent> joke() {
 *     return runner.runStreamed(joker, "Tell me a joke").streamEvents();
 * }
 * }</pre>
 *
 * The events may come from any thread. A {@code Multi} that fails ends the response as one that completes, because a run
 * tells of its failure in its terminal event; what the method itself throws is answered by the application's exception
 * mappers. Response filters do not run for such a method, as for no {@code Multi} in Quarkus REST. The method must not be
 * private, and to be called as anything but an endpoint it is as if it were not annotated.
 */
@InterceptorBinding
@Retention(RUNTIME)
@Target({ METHOD, TYPE })
public @interface Streamed {
}
