package dev.runnel.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderMessageTest {

    private static final Secrets SECRETS = new Secrets(Stream.of("sk-abcdefgh", "pass word+1"));

    private static ProviderMessage message(String body, String contentType) {
        return ProviderMessage.of(body.getBytes(StandardCharsets.UTF_8), contentType, SECRETS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', nullValues = "-", value = {
        "{\"error\":{\"type\":\"t\",\"message\":\"m\",\"code\":\"c\"}}          | m | c",
        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded\",\"message\":\"m\"}} | m | overloaded",
        "{\"error\":{\"code\":429,\"message\":\"m\",\"param\":null}}              | m | 429",
        "[{\"error\":{\"message\":\"m\"}}]                                       | m | -",
        "{\"error\":\"m\"}                                                        | m | -",
        "{\"object\":\"error\",\"message\":\"m\",\"code\":null}                   | m | -",
        "{\"detail\":\"m\"}                                                       | m | -",
        "{\"detail\":[{\"loc\":[\"a\",1],\"msg\":\"m\"},{\"msg\":\"n\"}],\"code\":7} | m | 7",
        "{\"x\":{\"message\":\"not this\"},\"error\":{\"message\":\"m\"          | m | -",
        "{\"neither\":1}                                                           | {\"neither\":1} | -",
        "just words                                                               | just words | -",
    })
    void theWordsAreFoundInEveryShape(String body, String text, String code) {
        ProviderMessage message = message(body.strip(), "application/json");
        assertThat(message.text()).isEqualTo(text);
        assertThat(message.code().orElse(null)).isEqualTo(code);
    }

    @Test
    void htmlIsShownAsItsText() {
        assertThat(message("<html><body>\n<h1>502</h1>  Bad <b>Gateway</b></body>", "text/html; charset=utf-8").text())
                .isEqualTo("502 Bad Gateway");
    }

    @Test
    void controlCharactersAndLineBreaksAreRemoved() {
        assertThat(message("a\u0000b\r\n\u001b[31mc\u2028d\u202ee", "text/plain").text()).isEqualTo("a b [31mc de");
    }

    @Test
    void theCutKeepsWholeCharacters() {
        for (String character : new String[] {"a", "\u00e4", "\u20ac", "\ud83d\ude00"}) {
            for (String before : new String[] {"", "x", "xx", "xxx"}) {
                String text = message(before + character.repeat(3000), "text/plain").text();
                assertThat(text.getBytes(StandardCharsets.UTF_8).length).isBetween(2045, 2048);
                assertThat(before + character.repeat(3000)).startsWith(text);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"the key sk-abcdefgh is bad,the key *** is bad", "sk-abcdefghsk-abcdefgh,******", "cut off: sk-abcd,cut off: ***",
        "pass+word%2B1!,***!", "pass word+1,***", "sk-,sk-"})
    void secretsAreMasked(String text, String shown) {
        assertThat(SECRETS.maskedIn(text)).isEqualTo(shown);
    }

    @Test
    void aSecretHiddenByControlCharactersIsMaskedToo() {
        assertThat(message("sk-ab\u200bcd\u202eefgh.", "text/plain").text()).isEqualTo("***.");
    }

    @Test
    void noPartOfASecretIsLeftWhereTheMessageIsCut() {
        assertThat(message("x".repeat(2044) + "sk-abcdefgh", "text/plain").text()).endsWith("x***");
    }
}
