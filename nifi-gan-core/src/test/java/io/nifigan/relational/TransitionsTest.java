// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import io.nifigan.relational.rows.Transitions;
import io.nifigan.table.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** States follow each other as in the real rows: no order is sent before it is paid, and each ends closed. */
class TransitionsTest {
    private static final int NEW = 0;
    private static final int PAID = 1;
    private static final int SENT = 2;

    @Test
    void stepsThatChanceWouldTakeAndThatDoNotOccurAreImpossible() {
        final int families = 100;
        final int[] codes = new int[3 * families];
        final int[] starts = new int[families + 1];
        for (int f = 0; f < families; f++) {
            starts[f + 1] = 3 * f + 3;
            codes[3 * f] = NEW;
            codes[3 * f + 1] = f == 0 ? -1 : PAID;
            codes[3 * f + 2] = SENT;
        }
        final Transitions.Guard found =
                Transitions.of(0, 3, codes, starts).orElseThrow().guard();
        assertTrue(found.allows(true, -1, NEW, 2));
        assertFalse(found.allows(true, -1, PAID, 1));
        assertTrue(found.allows(false, NEW, PAID, 1));
        assertFalse(found.allows(false, NEW, SENT, 0));
        assertFalse(found.allows(false, NEW, PAID, 0));
        assertTrue(found.allows(false, PAID, SENT, 0));
        assertTrue(found.allows(false, PAID, 7, 0));
        assertTrue(found.allows(false, -1, SENT, 0));
        // After two more rows no family would be at its end.
        assertFalse(found.allows(false, NEW, PAID, 2));
    }

    @Test
    void rareStepsAndRandomOnesArePossible() {
        final RandomStream random = new RandomStream(2);
        final int[] codes = new int[400];
        final int[] starts = new int[101];
        for (int f = 0; f < 100; f++) {
            starts[f + 1] = 4 * f + 4;
            for (int r = starts[f]; r < starts[f + 1]; r++) {
                codes[r] = random.nextInt(4);
            }
        }
        assertTrue(Transitions.of(0, 4, codes, starts).isEmpty());
        assertTrue(Transitions.of(0, 2, new int[] {0, 1, 0, 1}, new int[] {0, 2, 4})
                .isEmpty());
    }

    @Test
    void generatedStatesFollowEachOtherAsRealOnes() throws Exception {
        final RandomStream random = new RandomStream(8);
        final List<String> orders = new ArrayList<>(List.of("id kind"));
        final List<String> events = new ArrayList<>(List.of("order_id day state"));
        for (int o = 1; o <= 200; o++) {
            orders.add("%d %s".formatted(o, random.nextInt(2) == 0 ? "shop" : "web"));
            LocalDate day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(300));
            final List<String> states = new ArrayList<>(List.of("new", "paid"));
            for (int again = random.nextInt(3); again > 0; again--) {
                states.add("packed");
            }
            states.add(random.nextInt(4) == 0 ? "returned" : "sent");
            for (final String state : states) {
                events.add("%d %s %s".formatted(o, day, state));
                day = day.plusDays(1 + random.nextInt(5));
            }
        }
        final Map<String, List<String>> tables = new LinkedHashMap<>();
        tables.put("orders", orders);
        tables.put("events", events);
        final Table made =
                Databases.model(tables, 60, new ArrayList<>()).sample(1, 2, 1).get("events");
        final List<String> ids = Databases.texts(made, "order_id");
        final List<String> states = Databases.texts(made, "state");
        assertEquals(events.size() - 1, made.rows());
        int strange = 0;
        for (int r = 0; r < made.rows(); r++) {
            final boolean first = r == 0 || !ids.get(r).equals(ids.get(r - 1));
            final boolean last = r + 1 == made.rows() || !ids.get(r).equals(ids.get(r + 1));
            strange += first != states.get(r).equals("new") ? 1 : 0;
            strange += last != (states.get(r).equals("sent") || states.get(r).equals("returned")) ? 1 : 0;
            strange +=
                    !first && states.get(r).equals("paid") != states.get(r - 1).equals("new") ? 1 : 0;
        }
        assertTrue(strange <= .01 * made.rows(), strange + " of " + made.rows());
    }
}
