package dev.runnel.sse;

import static dev.runnel.sse.Records.data;
import static dev.runnel.sse.Records.decode;
import static dev.runnel.sse.Records.of;
import static dev.runnel.sse.Records.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseDecoderTest {

    @Test
    void theExamplesOfTheStandardGiveItsRecords() {
        assertThat(decode("data: YHOO\ndata: +2\ndata: 10\n\n")).containsExactly(data("YHOO\n+2\n10"));
        assertThat(decode(": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n"))
                .containsExactly(of("", "first event", "1"), data("second event"), data(" third event"));
        assertThat(decode("data\n\ndata\ndata\n\ndata:")).containsExactly(data(""), data("\n"));
        assertThat(decode("data:test\n\ndata: test\n\n")).containsExactly(data("test"), data("test"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void everyLineEndOfTheStandardEndsALine(String end) {
        assertThat(decode(String.join(end, "event: a", "data: 1", "data: 2", "", "data: 3", "", "")))
                .containsExactly(of("a", "1\n2", ""), data("3"));
    }

    @Test
    void aRecordThatCrClosesIsHandedOutAtOnce() {
        assertThat(decode("data: 1\r\r")).containsExactly(data("1"));
        assertThat(decode("data: 1\r\n\r")).containsExactly(data("1"));
    }

    @Test
    void aLineFeedInTheNextChunkBelongsToItsCr() {
        assertThat(decode("data: 1\r", "\ndata: 2\r", "", "\n\r", "\n", "\n")).containsExactly(data("1\n2"));
    }

    @Test
    void oneLeadingByteOrderMarkIsRemoved() {
        byte[] mark = utf8("\uFEFF");
        byte[] rest = utf8("data: 1\n\n");
        assertThat(decode("\uFEFFdata: 1\n\n")).containsExactly(data("1"));
        assertThat(decode(new SseDecoder(), List.of(Arrays.copyOf(mark, 1), Arrays.copyOfRange(mark, 1, 2),
                Arrays.copyOfRange(mark, 2, 3), rest))).containsExactly(data("1"));
        assertThat(decode("\uFEFF\uFEFFdata: 1\n\ndata: 2\n\n")).containsExactly(data("2"));
        assertThat(decode("data: 1\n\n\uFEFFdata: 2\n\n")).containsExactly(data("1"));
    }

    @Test
    void whatOnlyBeginsLikeAByteOrderMarkIsPartOfTheFirstLine() {
        byte[] soup = {(byte) 0xEF, (byte) 0xBB, ':', '1', '\n', 'd', 'a', 't', 'a', '\n', '\n'};
        assertThat(decode(new SseDecoder(), List.of(soup))).containsExactly(data(""));
    }

    @Test
    void commentsUnknownFieldsAndOtherCasesAreIgnored() {
        assertThat(decode(": ping\n:\ndata: 1\n: between\nDATA: 2\nfoo: 3\ndat: 4\ndatas: 5\n data: 6\n\n: end\n\n"))
                .containsExactly(data("1"));
    }

    @Test
    void onlyOneSpaceAfterTheColonIsRemoved() {
        assertThat(decode("data:  a \ndata:\tb\ndata: :c\n\n")).containsExactly(data(" a \n\tb\n:c"));
    }

    @Test
    void aBlankLineWithoutDataGivesNoRecordAndForgetsTheEvent() {
        assertThat(decode("event: a\n\n\n\ndata: 1\n\n")).containsExactly(data("1"));
    }

    @Test
    void theLastOfSeveralEventsCounts() {
        assertThat(decode("event: a\nevent: b\ndata: 1\n\nevent: b\nevent\ndata: 2\n\n"))
                .containsExactly(of("b", "1", ""), data("2"));
    }

    @Test
    void theLastIdStaysUntilAnotherAlsoWhereItsRecordHadNoData() {
        assertThat(decode("id: 1\n\ndata: a\n\ndata: b\nid: 2\n\nid: 3\u0000\ndata: c\n\nid:\ndata: d\n\n"))
                .containsExactly(of("", "a", "1"), of("", "b", "2"), of("", "c", "2"), of("", "d", ""));
    }

    @Test
    void retryTakesDigitsOnly() {
        SseDecoder decoder = new SseDecoder();
        decode(decoder, "retry: 1x\nretry: -1\nretry:\nretry\nretry:  1\nretry: \u0661\n");
        assertThat(decoder.retry()).isEmpty();
        decode(decoder, "retry: 0250\nretry: x\n");
        assertThat(decoder.retry()).hasValue(250);
        decode(decoder, "retry: 99999999999999999999999\n");
        assertThat(decoder.retry()).hasValue(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "data: 1", "data: 1\n", "data: 1\r", "data: 1\r\n", "event: a\n", "id: 1\n", "\uFEFFx",
            ": half", "data: 1\n\ndata"})
    void aStreamThatEndsWithinARecordIsTruncatedAndItsRestDropped(String stream) {
        SseDecoder decoder = new SseDecoder();
        assertThat(decode(decoder, stream)).hasSizeLessThan(2).doesNotContain(data("data"));
        assertThat(decoder.isTruncated()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF", "\n", ": ping\n", "data: 1\n\n", "data: 1\r\r", "data: 1\r\n\r\n", "event: a\n\n",
            "retry: 1\n"})
    void aStreamThatEndsBetweenRecordsIsComplete(String stream) {
        SseDecoder decoder = new SseDecoder();
        decode(decoder, stream);
        assertThat(decoder.isTruncated()).isFalse();
    }

    @Test
    void aRecordUpToTheLimitPassesAndOneBeyondItFails() {
        assertThat(decode(new SseDecoder(10), "data: 1234\n\ndata: 1234\n\n")).hasSize(2);
        assertThatThrownBy(() -> decode(new SseDecoder(10), "data: 12345\n\n")).isInstanceOf(SseLimitException.class);
        assertThatThrownBy(() -> decode(new SseDecoder(10), "data: 1", "2345")).isInstanceOf(SseLimitException.class);
        assertThatThrownBy(() -> decode(new SseDecoder(10), "data\n".repeat(8))).isInstanceOf(SseLimitException.class);
        assertThatThrownBy(() -> decode(new SseDecoder(10), "id: 123\ndata: 12\n\n")).isInstanceOf(SseLimitException.class);
    }

    @Test
    void beyondTheLimitWhatCameBeforeIsDeliveredAndTheDecoderStaysFailed() {
        SseDecoder decoder = new SseDecoder(20);
        List<SseRecord> records = new ArrayList<>();
        byte[] stream = utf8("data: ok\n\ndata: " + "x".repeat(20) + "\n\ndata: never\n\n");
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> decoder.decode(stream, 0, stream.length, records::add))
                    .isInstanceOfSatisfying(SseLimitException.class, e -> assertThat(e.limit()).isEqualTo(20))
                    .hasMessageContaining("more than 20 bytes").hasMessageContaining("Raise the limit");
        }
        assertThat(records).containsExactly(data("ok"));
    }

    @Test
    void commentsOfAnyLengthAndNumberTakeNoMemory() {
        SseDecoder decoder = new SseDecoder(10);
        for (int i = 0; i < 1000; i++) {
            decode(decoder, ":", "x".repeat(100), i % 2 == 0 ? "\n" : "y");
        }
        assertThat(decode(decoder, "\ndata: 1\n\n")).containsExactly(data("1"));
    }

    @Test
    void theDataOfARecordBelongToItAlone() {
        List<SseRecord> records = decode("event: a\ndata: 1\n\nevent: a\ndata: 1\n\n");
        Arrays.fill(records.get(0).data(), (byte) 'x');
        assertThat(records.get(1)).isEqualTo(of("a", "1", ""));
    }

    @Test
    void wrongArgumentsAreRefused() {
        assertThatThrownBy(() -> new SseDecoder(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 or more");
        assertThatThrownBy(() -> new SseDecoder().decode(new byte[3], 1, 3, record -> {
        })).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aMebibyteInPacketsOf1400BytesTakesUnder20Milliseconds() {
        byte[] stream = utf8("data: " + "x".repeat(1 << 20) + "\n\n");
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            SseDecoder decoder = new SseDecoder();
            List<SseRecord> records = new ArrayList<>();
            long start = System.nanoTime();
            for (int at = 0; at < stream.length; at += 1400) {
                decoder.decode(stream, at, Math.min(1400, stream.length - at), records::add);
            }
            best = Math.min(best, System.nanoTime() - start);
            assertThat(records).singleElement().satisfies(record -> assertThat(record.data()).hasSize(1 << 20));
        }
        assertThat(best).as("nanoseconds").isLessThan(20_000_000);
    }
}
