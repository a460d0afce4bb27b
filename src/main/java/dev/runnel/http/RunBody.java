package dev.runnel.http;

/**
 * The body of a request for a run, not yet looked at; not larger than {@link BodyLimit} allows.
 *
 * @param json its bytes, empty for none
 */
record RunBody(byte[] json) {
}
