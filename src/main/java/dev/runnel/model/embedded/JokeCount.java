package dev.runnel.model.embedded;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many jokes are wanted. */
final class JokeCount {

    private static final Pattern NUMBER = Pattern.compile("\\s*([+-]?\\d{1,9})(\\.0*)?\\s*");
    private static final Pattern DIGITS = Pattern.compile("(?<![\\w.,-])\\d{1,9}(?![\\w])");
    private static final Map<String, Integer> NUMBER_WORDS = Map.ofEntries(
            Map.entry("one", 1), Map.entry("two", 2), Map.entry("three", 3), Map.entry("four", 4), Map.entry("five", 5),
            Map.entry("six", 6), Map.entry("seven", 7), Map.entry("eight", 8), Map.entry("nine", 9), Map.entry("ten", 10),
            Map.entry("eleven", 11), Map.entry("twelve", 12), Map.entry("dozen", 12), Map.entry("twenty", 20),
            Map.entry("un", 1), Map.entry("uno", 1), Map.entry("dos", 2), Map.entry("tres", 3), Map.entry("cuatro", 4),
            Map.entry("cinco", 5), Map.entry("seis", 6), Map.entry("siete", 7), Map.entry("ocho", 8),
            Map.entry("nueve", 9), Map.entry("diez", 10), Map.entry("veinte", 20));

    private JokeCount() {
    }

    /**
     * The newest output of a tool that is a number; else the number in the user's words, where these are a number alone or
     * they or the instructions speak of jokes; else one for "joke" and three for "jokes".
     */
    static OptionalInt of(Conversation conversation) {
        for (int i = conversation.outputs().size() - 1; i >= 0; i--) {
            Matcher output = NUMBER.matcher(conversation.outputs().get(i).text());
            if (output.matches()) {
                return OptionalInt.of(Integer.parseInt(output.group(1)));
            }
        }
        List<String> words = Words.of(conversation.words());
        boolean aloneOrJokes = words.size() == 1 || speaksOfJokes(words)
                || speaksOfJokes(Words.of(conversation.instructions()));
        OptionalInt number = aloneOrJokes ? number(conversation.words(), words) : OptionalInt.empty();
        return number.isPresent() ? number : unnumbered(words);
    }

    private static OptionalInt number(String text, List<String> words) {
        Matcher digits = DIGITS.matcher(text);
        if (digits.find()) {
            return OptionalInt.of(Integer.parseInt(digits.group()));
        }
        return words.stream().filter(NUMBER_WORDS::containsKey).mapToInt(NUMBER_WORDS::get).findFirst();
    }

    private static OptionalInt unnumbered(List<String> words) {
        if (words.contains("jokes") || words.contains("chistes")) {
            return OptionalInt.of(3);
        }
        return speaksOfJokes(words) ? OptionalInt.of(1) : OptionalInt.empty();
    }

    private static boolean speaksOfJokes(List<String> words) {
        return words.stream().anyMatch(word -> word.equals("joke") || word.equals("jokes") || word.equals("chiste")
                || word.equals("chistes"));
    }
}
