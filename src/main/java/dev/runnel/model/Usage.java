package dev.runnel.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What calls of a model have cost.
 *
 * @param requests how many calls
 * @param inputTokens tokens that went in
 * @param outputTokens tokens that came out
 * @param totalTokens both together, as the provider counts
 * @param cachedTokens how many of the input tokens were read from the provider's cache
 * @param reasoningTokens how many of the output tokens were spent on reasoning
 * @param requestUsageEntries each call by itself, in their order; no part of the wire format
 */
public record Usage(long requests, long inputTokens, long outputTokens, long totalTokens, long cachedTokens,
        long reasoningTokens, List<RequestUsage> requestUsageEntries) {

    /** No call yet. */
    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0);

    /** A call that failed: it counts, but is not known to have cost anything. */
    public static final Usage FAILED_REQUEST = new Usage(
            new RequestUsage(0, 0, 0, 0, 0, Optional.empty(), Optional.empty()));

    public Usage {
        requestUsageEntries = List.copyOf(requestUsageEntries);
    }

    /** The sums alone, without the calls that they are made of. */
    public Usage(long requests, long inputTokens, long outputTokens, long totalTokens, long cachedTokens,
            long reasoningTokens) {
        this(requests, inputTokens, outputTokens, totalTokens, cachedTokens, reasoningTokens, List.of());
    }

    private Usage(RequestUsage one) {
        this(1, one.inputTokens(), one.outputTokens(), one.totalTokens(), one.cachedTokens(), one.reasoningTokens(),
                List.of(one));
    }

    /** The usage of one call from its response; members that are missing count as 0. */
    static Usage ofOneRequest(JsonText response) {
        Optional<JsonText> usage = response.member("usage").filter(JsonText::isObject);
        return new Usage(new RequestUsage(number(usage, "input_tokens"), number(usage, "output_tokens"),
                number(usage, "total_tokens"),
                number(usage.flatMap(all -> all.member("input_tokens_details")), "cached_tokens"),
                number(usage.flatMap(all -> all.member("output_tokens_details")), "reasoning_tokens"),
                Optional.empty(), response.string("model")));
    }

    private static long number(Optional<JsonText> json, String name) {
        return json.filter(JsonText::isObject).map(members -> members.number(name).orElse(0)).orElse(0L);
    }

    /** The sum of both. */
    public Usage plus(Usage other) {
        return new Usage(requests + other.requests, inputTokens + other.inputTokens, outputTokens + other.outputTokens,
                totalTokens + other.totalTokens, cachedTokens + other.cachedTokens, reasoningTokens + other.reasoningTokens,
                Stream.concat(requestUsageEntries.stream(), other.requestUsageEntries.stream()).toList());
    }

    /** The same as calls of this agent, as far as it is not known yet whose they were. */
    public Usage of(String agent) {
        return new Usage(requests, inputTokens, outputTokens, totalTokens, cachedTokens, reasoningTokens,
                requestUsageEntries.stream().map(entry -> entry.of(agent)).toList());
    }
}
