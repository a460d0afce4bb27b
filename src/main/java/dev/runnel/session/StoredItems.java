package dev.runnel.session;

import dev.runnel.model.JsonText;
import dev.runnel.model.ResponseItem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The items of a session in memory. Immutable.
 *
 * @param list oldest first
 * @param bytes how many bytes they are as JSON, together
 */
record StoredItems(List<ResponseItem> list, long bytes) {

    static final StoredItems NONE = new StoredItems(List.of(), 0);

    private static StoredItems of(List<ResponseItem> list) {
        return new StoredItems(List.copyOf(list), list.stream().mapToLong(item -> item.json().length()).sum());
    }

    boolean isEmpty() {
        return list.isEmpty();
    }

    Optional<ResponseItem> last() {
        return isEmpty() ? Optional.empty() : Optional.of(list.get(list.size() - 1));
    }

    StoredItems plus(List<ResponseItem> more) {
        return of(Stream.concat(list.stream(), more.stream().map(StoredItems::apart)).toList());
    }

    StoredItems withoutLast() {
        return of(list.subList(0, list.size() - 1));
    }

    /** These, or without the oldest groups where they are too many or too large. */
    StoredItems within(int most, long mostBytes) {
        if (list.size() <= most && bytes <= mostBytes) {
            return this;
        }
        int start = Math.max(0, list.size() - most);
        long left = list.stream().skip(start).mapToLong(item -> item.json().length()).sum();
        while (left > mostBytes) {
            left -= list.get(start).json().length();
            start++;
        }
        return of(list.subList(ItemGroups.edgeFrom(list, start), list.size()));
    }

    /** An item of a response shares that whole response's bytes; what stays for hours has bytes of its own. */
    private static ResponseItem apart(ResponseItem item) {
        return ResponseItem.of(JsonText.object(item.json().bytes()));
    }
}
