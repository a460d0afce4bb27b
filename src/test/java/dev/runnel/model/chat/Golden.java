package dev.runnel.model.chat;

import dev.runnel.model.JsonText;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.ModelEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One answer of a server and the events that are made of it, from a file: {@code # } what it is, {@code > } a record,
 * {@code < } an event, {@code ! } the end where it is none.
 *
 * @param name the file's, without its ending
 * @param what what it is
 * @param records the data of the server's records
 * @param events what is made of them
 */
public record Golden(String name, String what, List<String> records, List<String> events) {

    private static final Path FOLDER = Path.of("src/test/resources/dev/runnel/model/chat");
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

    public static Stream<Golden> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList().stream().map(Golden::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Golden named(String name) {
        return read(FOLDER.resolve(name + ".txt"));
    }

    private static Golden read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return new Golden(file.getFileName().toString().replace(".txt", ""), marked("# ", lines).get(0),
                    marked("> ", lines),
                    lines.stream().filter(line -> line.startsWith("< ") || line.startsWith("! ")).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> marked(String mark, List<String> lines) {
        return lines.stream().filter(line -> line.startsWith(mark)).map(line -> line.substring(2)).toList();
    }

    /** The answer as the body of an event stream. */
    public String stream() {
        return records.stream().map(record -> "data: " + record + "\n\n").collect(Collectors.joining());
    }

    /** What is made of it, by ids that count and a clock that stands still. */
    List<String> played() {
        List<String> played = new ArrayList<>();
        int[] id = {0};
        ChatAnswer answer = new ChatAnswer(Set.of("call_used"), prefix -> prefix + ChatIds.MARK + id[0]++, NOON,
                event -> played.add("< " + event.json()));
        try {
            for (String record : records) {
                if (record.equals("[DONE]")) {
                    answer.done();
                } else {
                    answer.read(JsonText.of(record));
                }
            }
            if (!answer.ended()) {
                played.add("! truncated");
            }
        } catch (ModelBehaviorException e) {
            played.add("! " + e.getMessage());
        }
        return played;
    }

    /** Whether the answer ends with an event. */
    public boolean isWhole() {
        return events.get(events.size() - 1).startsWith("< ");
    }

    /** The events, read. */
    List<ModelEvent> read() {
        return marked("< ", events).stream().map(line -> ModelEvent.of(JsonText.of(line))).toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
