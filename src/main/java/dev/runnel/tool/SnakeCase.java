package dev.runnel.tool;

import java.util.Locale;
import java.util.regex.Pattern;

/** Turns a method's name into a tool's: {@code howManyJokes} into {@code how_many_jokes}. */
final class SnakeCase {

    private static final Pattern WORD_AFTER_WORD = Pattern.compile("([a-z0-9])([A-Z])");
    private static final Pattern WORD_AFTER_ACRONYM = Pattern.compile("([A-Z])([A-Z][a-z])");

    private SnakeCase() {
    }

    static String of(String camelCase) {
        String acronymsEnd = WORD_AFTER_ACRONYM.matcher(camelCase).replaceAll("$1_$2");
        return WORD_AFTER_WORD.matcher(acronymsEnd).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
    }
}
