package dev.runnel.model.embedded;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The languages that the embedded model tells apart, and speaks. */
enum Language {

    ENGLISH("english", "ingles"),
    SPANISH("spanish", "espanol");

    private static final Set<String> SPANISH_ALONE = Set.of("hola", "buenos", "buenas", "gracias", "cuentame", "dime",
            "chiste", "chistes", "quiero", "puedes", "necesito", "ayudame", "hablas", "donde", "cuando", "espanol", "adios");

    /** One of these may stand in an English sentence too, for example in a name. */
    private static final Set<String> SPANISH_TOGETHER = Set.of("por", "favor", "que", "como", "esta", "estas", "una", "el",
            "la", "los", "las", "para", "con", "me", "mi", "su", "es", "un", "de", "en");

    private final Set<String> names;

    Language(String... names) {
        this.names = Set.of(names);
    }

    /** Its names, in lower case and without accents. */
    Set<String> names() {
        return names;
    }

    /** Spanish by its letters, by one of its own words, or by two that other languages may borrow; else English. */
    static Language of(String text) {
        Set<String> words = new HashSet<>(Words.of(text));
        boolean spanish = text.chars().anyMatch(c -> "ñÑ¿¡".indexOf(c) >= 0)
                || words.stream().anyMatch(SPANISH_ALONE::contains)
                || words.stream().filter(SPANISH_TOGETHER::contains).count() >= 2;
        return spanish ? SPANISH : ENGLISH;
    }

    /** The one that the instructions speak of alone; English if they speak of none or of several. */
    static Language ofAgent(String instructions) {
        List<String> words = Words.of(instructions);
        return words.stream().anyMatch(SPANISH.names::contains) && words.stream().noneMatch(ENGLISH.names::contains)
                ? SPANISH
                : ENGLISH;
    }
}
