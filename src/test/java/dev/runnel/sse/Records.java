package dev.runnel.sse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes records and decodes streams for the tests. */
final class Records {

    private Records() {
    }

    static SseRecord of(String event, String data, String lastEventId) {
        return new SseRecord(utf8(event), utf8(data), utf8(lastEventId));
    }

    static SseRecord data(String data) {
        return of("", data, "");
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Feeds each chunk at an offset of a larger array that is overwritten afterwards, as a network buffer would be. */
    static List<SseRecord> decode(SseDecoder decoder, List<byte[]> chunks) {
        List<SseRecord> records = new ArrayList<>();
        for (byte[] chunk : chunks) {
            byte[] buffer = new byte[chunk.length + 7];
            Arrays.fill(buffer, (byte) '\n');
            System.arraycopy(chunk, 0, buffer, 3, chunk.length);
            decoder.decode(buffer, 3, chunk.length, records::add);
            Arrays.fill(buffer, (byte) '#');
        }
        return records;
    }

    static List<SseRecord> decode(SseDecoder decoder, String... chunks) {
        List<byte[]> bytes = new ArrayList<>();
        for (String chunk : chunks) {
            bytes.add(utf8(chunk));
        }
        return decode(decoder, bytes);
    }

    static List<SseRecord> decode(String... chunks) {
        return decode(new SseDecoder(), chunks);
    }
}
