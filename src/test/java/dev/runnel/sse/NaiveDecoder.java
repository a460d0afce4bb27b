package dev.runnel.sse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The standard's algorithm word for word, on the whole stream as ISO 8859-1 text: slow, and the oracle for the real one. */
final class NaiveDecoder {

    final List<SseRecord> records = new ArrayList<>();
    Long retry;

    private String data = "";
    private String event = "";
    private String lastEventId = "";

    NaiveDecoder(byte[] stream) {
        String text = latin(stream);
        if (text.startsWith("\u00EF\u00BB\u00BF")) {
            text = text.substring(3);
        }
        String[] lines = text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1);
        for (int i = 0; i < lines.length - 1; i++) { // what follows the last line end is no line
            line(lines[i]);
        }
    }

    private void line(String line) {
        if (line.isEmpty()) {
            dispatch();
        } else if (line.indexOf(':') > 0) {
            String value = line.substring(line.indexOf(':') + 1);
            field(line.substring(0, line.indexOf(':')), value.startsWith(" ") ? value.substring(1) : value);
        } else if (!line.startsWith(":")) {
            field(line, "");
        }
    }

    private void field(String name, String value) {
        switch (name) {
            case "event" -> event = value;
            case "data" -> data += value + "\n";
            case "id" -> lastEventId = value.indexOf('\0') < 0 ? value : lastEventId;
            case "retry" -> retry = value.matches("[0-9]+") ? Long.valueOf(value) : retry;
            default -> {
            }
        }
    }

    private void dispatch() {
        if (!data.isEmpty()) {
            records.add(new SseRecord(bytes(event), bytes(data.substring(0, data.length() - 1)), bytes(lastEventId)));
        }
        data = "";
        event = "";
    }

    static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }
}
