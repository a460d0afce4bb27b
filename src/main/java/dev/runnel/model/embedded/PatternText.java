package dev.runnel.model.embedded;

import java.util.Optional;

/**
 * Writes a text that a regular expression matches: the first of each alternative, a character of each class, each repetition
 * as often as it must be. It knows what patterns of schemas are usually made of; with what looks around or back it gives up.
 */
final class PatternText {

    private static final int MOST_REPEATS = 1000;
    private static final int LONGEST = 20_000;

    private final String pattern;
    private final int repeats;
    private final int variant;
    private int at;

    private PatternText(String pattern, int repeats, int variant) {
        this.pattern = pattern;
        this.repeats = repeats;
        this.variant = variant;
    }

    /**
     * @param repeats how often more than it must be, as far as it may
     * @param variant which character of each class
     * @return empty for a pattern beyond its means
     */
    static Optional<String> of(String pattern, int repeats, int variant) {
        try {
            PatternText text = new PatternText(pattern, repeats, variant);
            String made = text.alternatives();
            return text.at == pattern.length() && made.length() <= LONGEST ? Optional.of(made) : Optional.empty();
        } catch (BeyondMeansException | IndexOutOfBoundsException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static final class BeyondMeansException extends RuntimeException {

        BeyondMeansException() {
            super(null, null, false, false);
        }
    }

    private String alternatives() {
        String first = sequence();
        while (isNext('|')) {
            sequence();
        }
        return first;
    }

    private String sequence() {
        StringBuilder text = new StringBuilder();
        while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            String one = atom();
            text.append(one.repeat(times()));
            if (text.length() > LONGEST) {
                throw new BeyondMeansException();
            }
        }
        return text.toString();
    }

    private String atom() {
        int c = next();
        return switch (c) {
            case '^', '$' -> "";
            case '.' -> pick("abc");
            case '[' -> characters();
            case '(' -> group();
            case '\\' -> escape();
            default -> Character.toString(c);
        };
    }

    private String group() {
        if (isNext('?') && !isNext(':')) {
            if (!isNext('<') || pattern.charAt(at) == '=' || pattern.charAt(at) == '!') {
                throw new BeyondMeansException();
            }
            at = pattern.indexOf('>', at) + 1;
        }
        String inner = alternatives();
        if (!isNext(')')) {
            throw new BeyondMeansException();
        }
        return inner;
    }

    private String characters() {
        boolean none = isNext('^');
        StringBuilder set = new StringBuilder();
        for (boolean first = true; first || pattern.charAt(at) != ']'; first = false) {
            if (pattern.charAt(at) == '[' || pattern.startsWith("&&", at)) {
                throw new BeyondMeansException();
            }
            String low = member();
            if (pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']' && low.length() == 1) {
                at++;
                String high = member();
                for (int c = low.codePointAt(0); c <= high.codePointAt(0) && set.length() < 100; c++) {
                    set.appendCodePoint(c);
                }
            } else {
                set.append(low);
            }
        }
        at++;
        if (!none) {
            return pick(set.toString());
        }
        String others = "a0 -_.b1Z".codePoints().filter(c -> set.indexOf(Character.toString(c)) < 0)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return pick(others);
    }

    private String member() {
        int c = next();
        return c == '\\' ? classOf(next()) : Character.toString(c);
    }

    private String escape() {
        int c = next();
        if (c == 'b' || c == 'A' || c == 'z' || c == 'Z') {
            return "";
        }
        if (c >= '1' && c <= '9' || c == 'k' || c == 'B') {
            throw new BeyondMeansException();
        }
        return pick(classOf(c));
    }

    /** The characters, or some of them, that an escape stands for. */
    private String classOf(int c) {
        return switch (c) {
            case 'd' -> "1234567890";
            case 'w' -> "abcdefghijklmnopqrstuvwxyz0123456789_";
            case 's' -> " \t";
            case 'D', 'S' -> "abcdefgh";
            case 'W' -> "-. ";
            case 't' -> "\t";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 'f' -> "\f";
            case 'u' -> Character.toString(Integer.parseInt(pattern.substring(at, at += 4), 16));
            case 'x' -> Character.toString(Integer.parseInt(pattern.substring(at, at += 2), 16));
            case 'p' -> property();
            default -> {
                if (Character.isLetterOrDigit(c)) {
                    throw new BeyondMeansException();
                }
                yield Character.toString(c);
            }
        };
    }

    private String property() {
        int end = pattern.indexOf('}', at);
        String name = pattern.substring(at + 1, end);
        at = end + 1;
        return switch (name) {
            case "L", "Ll", "Alpha", "Lower", "IsAlphabetic" -> "abcdefgh";
            case "Lu", "Upper" -> "ABCDEFGH";
            case "N", "Nd", "Digit" -> "1234567890";
            case "Alnum" -> "abc123";
            default -> throw new BeyondMeansException();
        };
    }

    private int times() {
        int least = 1;
        int most = 1;
        if (isNext('?')) {
            least = 0;
        } else if (isNext('*')) {
            least = 0;
            most = MOST_REPEATS;
        } else if (isNext('+')) {
            most = MOST_REPEATS;
        } else if (isNext('{')) {
            String[] bounds = pattern.substring(at, pattern.indexOf('}', at)).split(",", -1);
            at = pattern.indexOf('}', at) + 1;
            least = Integer.parseInt(bounds[0]);
            most = bounds.length == 1 ? least : bounds[1].isEmpty() ? MOST_REPEATS : Integer.parseInt(bounds[1]);
        } else {
            return 1;
        }
        if (!isNext('?')) {
            isNext('+');
        }
        if (least > MOST_REPEATS) {
            throw new BeyondMeansException();
        }
        return Math.min(Math.max(least, most), least + repeats);
    }

    private String pick(String characters) {
        if (characters.isEmpty()) {
            throw new BeyondMeansException();
        }
        int count = characters.codePointCount(0, characters.length());
        return Character.toString(characters.codePointAt(characters.offsetByCodePoints(0, variant % count)));
    }

    private boolean isNext(char c) {
        boolean is = at < pattern.length() && pattern.charAt(at) == c;
        at += is ? 1 : 0;
        return is;
    }

    private int next() {
        int c = pattern.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }
}
