package dev.runnel.model.chat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The calls that are being written, all at once: their fragments may come mixed. */
final class OpenCalls {

    private final List<OpenCall> calls = new ArrayList<>();
    private final Map<Long, OpenCall> byIndex = new HashMap<>();

    /** @param another makes one more call */
    void add(Fragment fragment, Supplier<OpenCall> another) {
        OpenCall call = place(fragment).filter(found -> !found.isFollowedBy(fragment)).orElseGet(() -> {
            OpenCall made = another.get();
            calls.add(made);
            return made;
        });
        fragment.index().ifPresent(index -> byIndex.put(index, call));
        call.add(fragment);
    }

    /** The call that a fragment claims to belong to: by its index, else by its id, else the one that was begun last. */
    private Optional<OpenCall> place(Fragment fragment) {
        if (fragment.index().isPresent()) {
            return Optional.ofNullable(byIndex.get(fragment.index().getAsLong()));
        }
        Optional<OpenCall> named = calls.stream()
                .filter(call -> !fragment.id().isEmpty() && fragment.id().equals(call.givenId())).findFirst();
        return named.or(() -> calls.isEmpty() ? Optional.empty() : Optional.of(calls.get(calls.size() - 1)));
    }

    /** Those that are open, in the order in which they were begun; from now on none is. */
    List<OpenCall> take() {
        List<OpenCall> all = List.copyOf(calls);
        calls.clear();
        byIndex.clear();
        return all;
    }
}
