package dev.runnel.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a request accepts: RFC 9110, 12.5.1. Of the ranges that a media type lies in, the most specific one decides. */
final class Accept {

    private static final List<Range> ANYTHING = List.of(new Range("*", "*", true));

    private final List<Range> ranges;

    private Accept(List<Range> ranges) {
        this.ranges = ranges;
    }

    private record Range(String type, String subtype, boolean wanted) {

        boolean includes(String[] mediaType) {
            return (type.equals("*") || type.equals(mediaType[0])) && (subtype.equals("*") || subtype.equals(mediaType[1]));
        }

        int specificity() {
            return (type.equals("*") ? 0 : 1) + (subtype.equals("*") ? 0 : 1);
        }
    }

    /**
     * @param headers the values of all {@code Accept} headers; without any, everything is accepted
     * @throws IllegalArgumentException for a value that is no list of media ranges; the message quotes it
     */
    static Accept of(List<String> headers) {
        List<Range> ranges = new ArrayList<>();
        for (String header : headers) {
            for (String part : header.split(",")) {
                if (!part.isBlank()) {
                    ranges.add(range(part.strip().toLowerCase(Locale.ROOT)));
                }
            }
        }
        return new Accept(ranges.isEmpty() ? ANYTHING : ranges);
    }

    /** Whether a media type, given without parameters, is accepted. */
    boolean allows(String mediaType) {
        String[] wanted = mediaType.split("/");
        Range best = null;
        for (Range range : ranges) {
            if (range.includes(wanted) && (best == null || range.specificity() > best.specificity())) {
                best = range;
            }
        }
        return best != null && best.wanted();
    }

    private static Range range(String text) {
        String[] parts = text.split(";");
        String name = parts[0].strip();
        if (name.equals("*")) {
            name = "*/*"; // as the JDK's URL connections send it
        }
        int slash = name.indexOf('/');
        if (slash < 1 || slash == name.length() - 1 || name.indexOf('/', slash + 1) > 0) {
            throw new IllegalArgumentException("'" + text + "' is no media range such as text/event-stream or */*");
        }
        return new Range(name.substring(0, slash), name.substring(slash + 1), isWanted(parts));
    }

    private static boolean isWanted(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].strip().matches("q=0(\\.0*)?")) {
                return false;
            }
        }
        return true;
    }
}
