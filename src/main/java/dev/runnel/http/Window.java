package dev.runnel.http;

/**
 * How much may be under way to one client: events that were asked for and have not come, and those that have come and are
 * not taken by the connection. Both the number of the events and their bytes are bounded. Sizes are known only once an event
 * is there, so what has not come counts as much as the largest of late; at most {@link #AHEAD} are asked for ahead, and that
 * many can be larger than thought. Not thread-safe.
 */
final class Window {

    /**
     * The most events that are asked for and not taken. A write costs much more than an event, so they shall go out
     * together.
     */
    static final int EVENTS = 64;

    /** The bytes above which no more is asked for. */
    static final int BYTES = 256 * 1024;

    /** The most events that are asked for and have not come. */
    static final int AHEAD = 16;

    private static final int FIRST_GUESS = BYTES / 4; // nothing is known of the events: ask for a few

    private int asked;
    private int pending;
    private long pendingBytes;
    private int written;
    private long writtenBytes;
    private int largest = FIRST_GUESS;

    /** An event has come, and its frame waits for the next write. */
    void hold(int bytes) {
        asked--;
        pending++;
        pendingBytes += bytes;
        // follows at once upwards, and by an eighth of the way downwards
        largest = bytes >= largest ? bytes : largest - (largest - bytes + 7) / 8;
    }

    /** An event has come that is not to be written. */
    void skip() {
        asked--;
    }

    /** All that waited was written, and is not taken yet. */
    void write() {
        written += pending;
        writtenBytes += pendingBytes;
        pending = 0;
        pendingBytes = 0;
    }

    /** The connection has taken all that was written. */
    void release() {
        written = 0;
        writtenBytes = 0;
    }

    /** How many more events to ask for, which count as asked for from now on; 0 while enough are under way. */
    int ask() {
        if (asked > AHEAD / 2) {
            return 0;
        }
        int held = pending + written;
        long bytesLeft = BYTES - pendingBytes - writtenBytes - (long) asked * largest;
        int room = Math.min(AHEAD, EVENTS - held) - asked;
        int more = (int) Math.min(room, bytesLeft / Math.max(1, largest));
        if (more <= 0) {
            more = asked == 0 && held == 0 ? 1 : 0; // an event larger than the window goes alone
        }
        asked += more;
        return more;
    }
}
