package dev.runnel.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a request accepts: RFC 9110, 12.5.1. Of the ranges that a media type lies in, the most specific one decides. */
final class Accept {

    private static final List<Range> ANYTHING = List.of(new Range("*", "*", 1));

    /** More digits and a missing zero are not of the standard, but sent. */
    private static final Pattern QUALITY = Pattern.compile("0(\\.\\d*)?|\\.\\d+|1(\\.0*)?");

    private final List<Range> ranges;

    private Accept(List<Range> ranges) {
        this.ranges = ranges;
    }

    private record Range(String type, String subtype, double quality) {

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
        return decisive(mediaType).filter(range -> range.quality() > 0).isPresent();
    }

    /**
     * Which of these media types suits best: the one of the highest quality; among equals one that is named over one that a
     * wildcard lets in, and then the first.
     *
     * @param offered without parameters, the server's favourite first
     * @return empty if none is accepted
     */
    Optional<String> best(List<String> offered) {
        return offered.stream().filter(this::allows).min(Comparator
                .comparingDouble((String type) -> -decisive(type).orElseThrow().quality())
                .thenComparingInt(type -> -decisive(type).orElseThrow().specificity()));
    }

    private Optional<Range> decisive(String mediaType) {
        String[] wanted = mediaType.split("/");
        Range best = null;
        for (Range range : ranges) {
            if (range.includes(wanted) && (best == null || range.specificity() > best.specificity())) {
                best = range;
            }
        }
        return Optional.ofNullable(best);
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
        return new Range(name.substring(0, slash), name.substring(slash + 1), quality(parts));
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("q=")) {
                String quality = parameter.substring(2).strip();
                if (!QUALITY.matcher(quality).matches()) {
                    throw new IllegalArgumentException("'" + parameter + "' is no quality from q=0 to q=1");
                }
                return Double.parseDouble(quality);
            }
        }
        return 1;
    }
}
