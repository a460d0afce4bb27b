package dev.runnel.model.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.model.JsonText;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.ResponseDeltaEvent;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.ResponseOutputItemAddedEvent;
import dev.runnel.model.ResponseOutputItemDoneEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a reader knows who keeps an account of all that is open: whatever begins is finished, deltas come in between and are
 * all of the text, and the last event has every item.
 */
final class Account {

    private final Map<Integer, ResponseItem> begun = new HashMap<>();
    private final Map<Integer, ResponseItem> done = new TreeMap<>();
    private final Map<String, StringBuilder> written = new HashMap<>();
    private final Set<String> parts = new HashSet<>();

    private Account() {
    }

    /** The items of a whole answer, by their places. */
    static List<ResponseItem> itemsOf(List<ModelEvent> events) {
        Account account = new Account();
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).sequenceNumber()).hasValue(i);
            assertThat(events.get(i).isTerminal()).isEqualTo(i == events.size() - 1);
            account.read(events.get(i));
        }
        return account.balanced(events.get(events.size() - 1));
    }

    private void read(ModelEvent event) {
        String place = event.json().string("item_id").orElse("") + event.json().number("content_index")
                + event.json().number("summary_index");
        if (event instanceof ResponseOutputItemAddedEvent added) {
            assertThat(begun.put(added.outputIndex(), added.item())).isNull();
        } else if (event instanceof ResponseDeltaEvent delta) {
            assertThat(begun).containsKey(delta.outputIndex());
            assertThat(done).doesNotContainKey(delta.outputIndex());
            written.computeIfAbsent(place, first -> new StringBuilder()).append(delta.delta());
        } else if (event instanceof ResponseOutputItemDoneEvent finished) {
            assertThat(finished.item().id()).isEqualTo(begun.get(finished.outputIndex()).id());
            assertThat(done.put(finished.outputIndex(), finished.item())).isNull();
        } else if (event.type().endsWith("part.added")) {
            assertThat(parts.add(place)).isTrue();
        } else if (event.type().endsWith("part.done")) {
            assertThat(parts.remove(place)).isTrue();
        } else if (event.type().endsWith(".done")) {
            assertThat(Stream.of("text", "refusal", "arguments").flatMap(name -> event.json().string(name).stream()))
                    .containsExactly(written.remove(place).toString());
        }
    }

    private List<ResponseItem> balanced(ModelEvent last) {
        assertThat(parts).isEmpty();
        assertThat(written).isEmpty();
        assertThat(done.keySet()).isEqualTo(begun.keySet());
        assertThat(done.values()).extracting(ResponseItem::id).doesNotHaveDuplicates();
        int place = 0;
        for (int index : done.keySet()) {
            assertThat(index).isEqualTo(place++);
        }
        assertThat(last.json().member("response").flatMap(response -> response.member("output")).map(JsonText::elements)
                .orElseThrow()).containsExactlyElementsOf(done.values().stream().map(ResponseItem::json).toList());
        return List.copyOf(done.values());
    }
}
