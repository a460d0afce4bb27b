package dev.runnel.model.embedded;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the user's words offer for arguments: numbers and pieces of text, each handed out in turn. */
final class Material {

    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])-?\\d{1,15}(\\.\\d{1,9})?(?![\\w])");
    private static final Pattern QUOTED = Pattern.compile("[\"“”«]([^\"“”«»]+)[\"“”»]|(?<!\\w)'([^']+)'(?!\\w)");
    private static final Pattern CAPITALISED = Pattern.compile(
            "(?<=[\\p{L}\\p{N},;:] )\\p{Lu}[\\p{L}\\p{N}]+( \\p{Lu}[\\p{L}\\p{N}]+){0,5}");
    private static final Pattern LONG_WORD = Pattern.compile("(?<![\\p{L}\\p{N}_-])\\p{L}{4,}(?![\\p{L}\\p{N}_-])");

    private final String words;
    private final Deque<BigDecimal> numbers;
    private final Deque<String> texts;

    Material(String words) {
        this.words = words;
        numbers = new ArrayDeque<>(NUMBER.matcher(words).results().map(number -> new BigDecimal(number.group())).toList());
        texts = new ArrayDeque<>(texts(words));
    }

    /** The next number; the last one again when all were taken; 1 if there was none. */
    BigDecimal number() {
        return numbers.size() > 1 ? numbers.poll() : numbers.isEmpty() ? BigDecimal.ONE : numbers.peek();
    }

    /** The next piece of text; the last one again when all were taken; empty if there was none. */
    Optional<String> text() {
        return Optional.ofNullable(texts.size() > 1 ? texts.poll() : texts.peek());
    }

    /** Whether the user's words hold this text by itself, whatever its case. */
    boolean names(String text) {
        return Words.indexOfName(String.join(" ", Words.of(words)), String.join(" ", Words.of(text))) >= 0;
    }

    // what is quoted, then names, then longer words: the later a word stands, the likelier it is what the sentence is about
    private static Set<String> texts(String words) {
        Set<String> texts = new LinkedHashSet<>();
        QUOTED.matcher(words).results()
                .forEach(quoted -> texts.add(quoted.group(1) != null ? quoted.group(1) : quoted.group(2)));
        CAPITALISED.matcher(words).results().map(MatchResult::group).forEach(texts::add);
        List<String> others = new ArrayList<>(LONG_WORD.matcher(words).results().map(MatchResult::group).toList());
        for (int i = others.size() - 1; i >= 0; i--) {
            texts.add(others.get(i));
        }
        return texts;
    }
}
