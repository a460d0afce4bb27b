package dev.runnel.sse;

import static dev.runnel.sse.NaiveDecoder.bytes;
import static dev.runnel.sse.NaiveDecoder.latin;
import static dev.runnel.sse.Records.decode;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SsePropertiesTest {

    @Property
    void anyRecordsEncodedAndSplitAtRandomDecodeToThemselves(@ForAll("records") List<SseRecord> records,
            @ForAll Random random) {
        ByteBuilder stream = new ByteBuilder(0);
        for (SseRecord record : records) {
            stream.append(SseEncoder.encode(record));
        }
        SseDecoder decoder = new SseDecoder();
        assertThat(decode(decoder, split(stream.toByteArray(), random))).isEqualTo(records);
        assertThat(decoder.isTruncated()).isFalse();
    }

    @Property
    void lineBreaksInDataDecodeToLf(@ForAll("anyData") byte[] data, @ForAll Random random) {
        String expected = latin(data).replace("\r\n", "\n").replace('\r', '\n');
        byte[] stream = SseEncoder.encode(new SseRecord(new byte[0], data, new byte[0]));
        assertThat(decode(new SseDecoder(), split(stream, random)))
                .containsExactly(new SseRecord(new byte[0], bytes(expected), new byte[0]));
    }

    @Property
    void anEncodedRecordFillsItsArrayLikeABatchOfOne(@ForAll("anyData") byte[] data) {
        ByteBuilder batch = new ByteBuilder(0);
        SseEncoder.encode(bytes("1"), bytes("e"), data, 0, data.length, batch);
        assertThat(SseEncoder.encode(new SseRecord(bytes("e"), data, bytes("1")))).isEqualTo(batch.toByteArray());
    }

    @Property(tries = 3000)
    void anySoupDecodesAsTheStandardSaysHoweverItIsSplit(@ForAll("soup") byte[] soup, @ForAll Random random) {
        NaiveDecoder oracle = new NaiveDecoder(soup);
        SseDecoder whole = new SseDecoder();
        SseDecoder parts = new SseDecoder();
        assertThat(decode(whole, List.of(soup))).isEqualTo(oracle.records);
        assertThat(decode(parts, split(soup, random))).isEqualTo(oracle.records);
        assertThat(parts.isTruncated()).isEqualTo(whole.isTruncated());
        assertThat(parts.retry()).isEqualTo(whole.retry());
        assertThat(whole.retry().isPresent() ? (Long) whole.retry().getAsLong() : null).isEqualTo(oracle.retry);
    }

    @Property(tries = 3000)
    void theLimitIsReachedAtTheSamePlaceHoweverTheStreamIsSplit(@ForAll("soup") byte[] soup, @ForAll Random random) {
        byte[] ended = Arrays.copyOf(soup, soup.length + 1);
        ended[soup.length] = '\n';
        assertThat(untilLimit(split(ended, random))).isEqualTo(untilLimit(List.of(ended)));
    }

    private static List<Object> untilLimit(List<byte[]> chunks) {
        SseDecoder decoder = new SseDecoder(12);
        List<Object> seen = new ArrayList<>();
        try {
            for (byte[] chunk : chunks) {
                decoder.decode(chunk, 0, chunk.length, seen::add);
            }
        } catch (SseLimitException e) {
            seen.add("limit");
        }
        return seen;
    }

    @Provide
    Arbitrary<List<SseRecord>> records() {
        Arbitrary<byte[]> field = text("aé: \0\t").map(SsePropertiesTest::withoutNul);
        return Combinators.combine(field, text("xy :\n\t\0\u00FF"), field).as(SseRecord::new).list().ofMaxSize(8)
                .map(SsePropertiesTest::keepingTheIdWhereNoneFollows);
    }

    @Provide
    Arbitrary<byte[]> anyData() {
        return text("x \r\n:\u00FF");
    }

    @Provide
    Arbitrary<byte[]> soup() {
        return Arbitraries.of("\n", "\r", "\r\n", "\n\n", "\r\r", "data", "data:", "data: ", "event", "event: ", "id",
                "id: ", "retry: ", "retry", ":", ": ", " ", "\t", "\0", "1", "23", "x", "some longer piece of data",
                "\u00EF\u00BB\u00BF", "\u00EF", "\u00BB", "data: {\"a\":1}\n\n",
                "unknown: ").list().ofMaxSize(40).map(pieces -> bytes(String.join("", pieces)));
    }

    private static Arbitrary<byte[]> text(String characters) {
        return Arbitraries.strings().withChars(characters.toCharArray()).ofMaxLength(40).map(NaiveDecoder::bytes);
    }

    private static byte[] withoutNul(byte[] field) {
        return bytes(latin(field).replace('\0', '-'));
    }

    /** An empty id cannot be told from none: the reader goes on with the one before. */
    private static List<SseRecord> keepingTheIdWhereNoneFollows(List<SseRecord> records) {
        List<SseRecord> result = new ArrayList<>();
        byte[] id = new byte[0];
        for (SseRecord record : records) {
            id = record.lastEventId().length == 0 ? id : record.lastEventId();
            result.add(new SseRecord(record.event(), record.data(), id));
        }
        return result;
    }

    private static List<byte[]> split(byte[] bytes, Random random) {
        List<byte[]> chunks = new ArrayList<>();
        int largest = 1 + random.nextInt(20);
        for (int at = 0; at < bytes.length;) {
            int end = Math.min(bytes.length, at + random.nextInt(largest + 1));
            chunks.add(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        return chunks;
    }
}
