package dev.runnel.deployed.knative;

import static dev.runnel.deployed.knative.Answers.delta;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.deployed.NeedsTool;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.ScriptedServer;
import java.io.BufferedReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the queue-proxy costs each event, as pairs: one event past it, one through it, on two streams of one application. The
 * median of several rounds counts, since a busy machine spoils the 99th percentile of either way in some of them; where it
 * spoils many, more are made. All are printed.
 */
@NeedsTool({Manifest.TOOL, Pod.TOOL})
class LatencyIT {

    private static final int FEWEST_ROUNDS = 5;
    private static final int MOST_ROUNDS = 45;
    private static final int PAIRS = 300;
    private static final long MOST_MICROS = 1000;

    @Test
    void itAddsAtMostAMillisecondAtTheNinetyNinthPercentile() throws Exception {
        try (ScriptedServer model = ScriptedServer.start().always(Answers.NOTHING);
                Pod pod = Pod.open(Manifest.of("overlays/prod"), model.url());
                Stream past = Stream.open(pod.applicationItself(), model);
                Stream through = Stream.open(pod.entrance(), model)) {
            List<Long> added = new ArrayList<>();
            do {
                added.add(round(past, through));
            } while (added.size() < FEWEST_ROUNDS || median(added) > MOST_MICROS && added.size() < MOST_ROUNDS);

            assertThat(median(added)).as("µs that the 99th percentile grows by, in the median of %s", added)
                    .isLessThanOrEqualTo(MOST_MICROS);
        }
    }

    private static long round(Stream past, Stream through) throws Exception {
        long[] direct = new long[PAIRS];
        long[] proxied = new long[PAIRS];
        for (int i = 0; i < PAIRS; i++) {
            direct[i] = past.passage();
            proxied[i] = through.passage();
        }
        System.out.printf("µs from the model to the client: past the queue-proxy p50 %d p99 %d, through it p50 %d p99 %d%n",
                percentile(direct, 50), percentile(direct, 99), percentile(proxied, 50), percentile(proxied, 99));
        return percentile(proxied, 99) - percentile(direct, 99);
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip((values.size() - 1) / 2).findFirst().orElseThrow();
    }

    private static long percentile(long[] nanos, int percent) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length * percent - 1) / 100] / 1000;
    }

    /** A run, and both ends of its stream. */
    private record Stream(Conversation call, BufferedReader lines) implements AutoCloseable {

        static Stream open(URI server, ScriptedServer model) throws Exception {
            BufferedReader lines = Client.lines(Client.run(server, Client.STREAM));
            Client.until(lines, "agent_updated_stream_event");
            return new Stream(model.conversation().eventStream(), lines);
        }

        /** Nanoseconds from the model's sending of an event to its line at the client. */
        long passage() throws Exception {
            long sent = System.nanoTime();
            call.send(delta("word"));
            Client.until(lines, "\"word\"");
            return System.nanoTime() - sent;
        }

        @Override
        public void close() throws Exception {
            lines.close();
        }
    }
}
