package dev.runnel.model;

/**
 * What calls of a model have cost.
 *
 * @param requests how many calls
 * @param inputTokens tokens that went in
 * @param outputTokens tokens that came out
 * @param totalTokens both together, as the provider counts
 * @param cachedTokens how many of the input tokens were read from the provider's cache
 * @param reasoningTokens how many of the output tokens were spent on reasoning
 */
public record Usage(long requests, long inputTokens, long outputTokens, long totalTokens, long cachedTokens,
        long reasoningTokens) {

    /** No call yet. */
    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0);

    /** A call that failed: it counts, but is not known to have cost anything. */
    public static final Usage FAILED_REQUEST = new Usage(1, 0, 0, 0, 0, 0);

    /** The usage of one call from the {@code usage} member of its response; members that are missing count as 0. */
    static Usage ofOneRequest(JsonText usage) {
        return new Usage(1, number(usage, "input_tokens"), number(usage, "output_tokens"), number(usage, "total_tokens"),
                usage.member("input_tokens_details").map(details -> number(details, "cached_tokens")).orElse(0L),
                usage.member("output_tokens_details").map(details -> number(details, "reasoning_tokens")).orElse(0L));
    }

    private static long number(JsonText json, String name) {
        return json.number(name).orElse(0);
    }

    /** The sum of both. */
    public Usage plus(Usage other) {
        return new Usage(requests + other.requests, inputTokens + other.inputTokens, outputTokens + other.outputTokens,
                totalTokens + other.totalTokens, cachedTokens + other.cachedTokens, reasoningTokens + other.reasoningTokens);
    }
}
