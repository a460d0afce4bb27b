package dev.runnel.http;

/** How large a request's body may be. */
final class RequestBody {

    private RequestBody() {
    }

    /**
     * Checks the length that a request tells, or that of its body where it tells none.
     *
     * @param length in bytes
     * @throws ProblemException if it is larger than allowed
     */
    static void check(long length, long allowed) {
        if (length > allowed) {
            throw Problem.of(413, "The body is larger than the " + allowed + " bytes that this server allows")
                    .with("allowed", "at most " + allowed + " bytes").exception();
        }
    }
}
