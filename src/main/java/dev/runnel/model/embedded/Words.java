package dev.runnel.model.embedded;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Plain looks at text: its words, and whether a name stands in it. */
final class Words {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final Pattern ACCENT = Pattern.compile("\\p{M}+");

    private Words() {
    }

    /** The words in their order, in lower case and without accents. */
    static List<String> of(String text) {
        String plain = ACCENT.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        return WORD.matcher(plain.toLowerCase(Locale.ROOT)).results().map(MatchResult::group).toList();
    }

    static int count(String text) {
        return (int) WORD.matcher(text).results().count();
    }

    /** Where the name first stands by itself, not as a part of a longer one; -1 for nowhere, and for an empty name. */
    static int indexOfName(String text, String name) {
        if (name.isEmpty()) {
            return -1;
        }
        int at = text.indexOf(name);
        while (at >= 0 && (isOfName(text, at - 1) || isOfName(text, at + name.length()))) {
            at = text.indexOf(name, at + 1);
        }
        return at;
    }

    private static boolean isOfName(String text, int at) {
        if (at < 0 || at >= text.length()) {
            return false;
        }
        char c = text.charAt(at);
        return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }
}
