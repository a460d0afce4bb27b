package dev.runnel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.model.ResponseItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemGroupsTest {

    @ParameterizedTest
    @CsvSource({
            "u a u a          , 9, u a u a",
            "u1 a1 u2 a2      , 2, u2 a2",
            "u1 a1 u2 a2      , 0, ''",
            "u c1 o1 a        , 3, c1 o1 a",
            "u c1 o1 a        , 2, a", // an output without its call is no item to begin with
            "u c1 c2 o1 o2 a  , 4, a",
            "u c1 c2 o1 o2 a  , 5, c1 c2 o1 o2 a",
            "u c1 c2 o2 o1 a  , 2, a",
            "u r1 a           , 1, ''",
            "u r1 a           , 2, r1 a",
            "u r1 c1 o1       , 2, ''",
            "u r1 c1 o1       , 3, r1 c1 o1",
            "u r1 r2 a1 u2    , 3, u2",
            "u s1 t1 a        , 2, a",
            "u q1 p1 a        , 2, a",
            "u w1 a           , 2, w1 a",
    })
    void theLatestItemsBeginWhereAGroupBegins(String items, int most, String latest) {
        assertThat(Items.letters(ItemGroups.latest(Items.of(items.strip()), most))).isEqualTo(latest);
    }

    @ParameterizedTest
    @CsvSource({
            "u a            , u a",
            "c1 o1 a        , c1 o1 a",
            "c1             , ''",
            "a c1           , a",
            "c1 c2 o1       , ''", // c1 and its output enclose the open call
            "a r1 c1 c2 o2  , a",
            "c1 o1 c2       , c1 o1",
            "a w1           , a w1",
    })
    void whatIsSettledEndsBeforeTheGroupOfAnOpenCall(String items, String settled) {
        assertThat(Items.letters(ItemGroups.settled(Items.of(items.strip())))).isEqualTo(settled);
    }

    @ParameterizedTest
    @CsvSource({
            "u c1 o1 a      , u , u c1 o1 a",
            "o1 a u         , u , a u",
            "u c1           , u , u",
            "u c1           , o1, u c1",
            "u r1 c1        , u , u",
            "u r1 c1 c2 o2  , u , u r1 c2 o2",
            "u r1           , u , u",
            "u r1 a         , u , u r1 a",
            "t1 p1 a        , u , a",
            "u w1 a         , u , u w1 a",
    })
    void whatAProviderWouldRefuseIsLeftOutOfAStoredConversation(String stored, String following, String whole) {
        assertThat(Items.letters(ItemGroups.whole(Items.of(stored.strip()), Items.of(following.strip())))).isEqualTo(whole);
    }

    @RepeatedTest(200)
    void noCutOfAnyConversationTearsACallFromItsOutput() {
        Random random = new Random();
        List<ResponseItem> items = conversation(random);
        int most = random.nextInt(items.size() + 2);

        List<ResponseItem> latest = ItemGroups.latest(items, most);

        assertThat(latest).hasSizeLessThanOrEqualTo(most);
        assertThat(items.subList(items.size() - latest.size(), items.size())).isEqualTo(latest);
        assertThat(ItemGroups.whole(latest, List.of())).as("%s cut to %d", Items.letters(items), most).isEqualTo(latest);
        assertThat(ItemGroups.settled(latest)).isEqualTo(latest);
    }

    private static List<ResponseItem> conversation(Random random) {
        List<ResponseItem> items = new ArrayList<>();
        int calls = 0;
        for (int turn = random.nextInt(1, 8); turn > 0; turn--) {
            items.addAll(Items.of(random.nextBoolean() ? "u r1 a" : "u a"));
            if (random.nextBoolean()) {
                items.addAll(Items.of("r2"));
            }
            List<ResponseItem> outputs = new ArrayList<>();
            for (int call = random.nextInt(1, 4); call > 0; call--) {
                calls++;
                items.addAll(Items.of("c" + calls));
                outputs.add(random.nextInt(outputs.size() + 1), Items.of("o" + calls).get(0));
            }
            items.addAll(outputs);
        }
        return items;
    }
}
