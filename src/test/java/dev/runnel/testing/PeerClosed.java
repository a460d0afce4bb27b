package dev.runnel.testing;

/**
 * The other side closed its connection.
 *
 * @param nanoTime when, as {@link System#nanoTime()}
 * @param reset whether by a reset instead of an orderly end
 */
public record PeerClosed(long nanoTime, boolean reset) {
}
