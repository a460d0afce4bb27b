package dev.runnel.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Names of members that are looked for together, see {@link JsonText#members}. Immutable and thread-safe. */
public final class MemberNames {

    private final String[] names;
    private final byte[][] utf8;

    private MemberNames(String[] names) {
        this.names = names;
        this.utf8 = Arrays.stream(names).map(JsonCursor::utf8).toArray(byte[][]::new);
    }

    /** These names, in this order. */
    public static MemberNames of(String... names) {
        return new MemberNames(names.clone());
    }

    List<Optional<JsonText>> nothing() {
        @SuppressWarnings({"unchecked", "rawtypes"})
        Optional<JsonText>[] places = new Optional[names.length];
        Arrays.fill(places, Optional.empty());
        return Arrays.asList(places);
    }

    /** The place of the name that the cursor's member has; -1 where it is none of these. */
    int placeOf(JsonCursor member) {
        for (int i = 0; i < names.length; i++) {
            if (member.isNamed(names[i], utf8[i])) {
                return i;
            }
        }
        return -1;
    }
}
