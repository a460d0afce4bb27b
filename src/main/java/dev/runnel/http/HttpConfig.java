package dev.runnel.http;

import dev.runnel.event.RawEvents;
import dev.runnel.model.BooleanSetting;
import dev.runnel.model.DurationSetting;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The HTTP face's settings. */
@ConfigMapping(prefix = "runnel.http")
public interface HttpConfig {

    /**
     * Whether {@code GET /agents}, {@code POST /runs}, {@code GET /openapi.json} and the probes below {@code /q/health} are
     * served. {@code false} when the
     * application is built leaves them out for good; {@code false} when it starts, for that start. {@link Streamed} methods
     * of the application are not concerned.
     */
    @WithConverter(BooleanSetting.class)
    @WithDefault("true")
    boolean enabled();

    /**
     * After how much silence a stream gets a comment, so that nothing between it and its reader gives it up: 100 ms to 1 h.
     */
    @WithConverter(DurationSetting.class)
    @WithDefault("15s")
    Duration heartbeat();

    /**
     * How much of the model's own events goes out: {@code full}; {@code redacted}, without the agent's instructions and
     * tools that some of them echo; or {@code off}. A request may only ask for fewer. The sequence numbers of those that do
     * not go out are missing from the stream.
     */
    @WithDefault("redacted")
    RawEvents rawEvents();

    /** The most turns of a run, at least 1. A request may only ask for fewer. */
    @WithDefault("10")
    int maxTurns();

    /**
     * Whether a request's input may be any items, such as system and developer messages and tool outputs. Only where all
     * callers are as trusted as the application itself: they could tell the model anything in its name.
     */
    @WithConverter(BooleanSetting.class)
    @WithDefault("false")
    boolean trustedInput();

    /**
     * The most runs at the same time, from 1 to 100000. A request for one more is answered with 429 and {@code Retry-After}.
     */
    @WithDefault("64")
    int maxConcurrentRuns();

    /**
     * The largest body of a request, from 1K to 1G; a larger one is answered with 413. Where
     * {@code quarkus.http.limits.max-body-size}, which is 10M unless set, is smaller, that is the limit.
     */
    @WithDefault("1M")
    MemorySize maxInputSize();

    /** The most items of a request's input, from 1 to 1000000; more are answered with 422. */
    @WithDefault("1000")
    int maxInputItems();

    /**
     * The longest time of a run, 100 ms to 24 h. A request may only ask for less. At its end the run fails with
     * {@code deadline_exceeded}, and what it was doing is cancelled.
     */
    @WithConverter(DurationSetting.class)
    @WithDefault("15m")
    Duration maxRunTime();

    /**
     * How long before the end that the platform sets a run ends, so that its last event still goes out: 0 to 1 min. AWS
     * Lambda sets one with every request.
     */
    @WithConverter(DurationSetting.class)
    @WithDefault("2s")
    Duration deadlineMargin();

    /**
     * Whether the session of a run that is cancelled in the middle of an answer keeps the words that had come until then, as
     * an incomplete message of the model. A client that goes away cancels its run too.
     */
    @WithConverter(BooleanSetting.class)
    @WithDefault("false")
    boolean keepPartialText();
}
