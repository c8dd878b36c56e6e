// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import static io.nifigan.relational.Databases.texts;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import io.nifigan.relational.rows.EarlierRows;
import io.nifigan.relational.rows.FirstGaps;
import io.nifigan.relational.rows.Frame;
import io.nifigan.table.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows come after those that they refer to, and no row is lost for it, however few steps the networks were trained. */
class TimesAcrossTablesTest {
    private static final int CUSTOMERS = 300;
    private static final int CLERKS = 300;
    private static final LocalDate BEGIN = LocalDate.of(2020, 1, 1);

    /** Customers make orders after they came, with clerks who came before. */
    private static Map<String, List<String>> shop() {
        final RandomStream random = new RandomStream(4);
        final List<String> customers = new ArrayList<>(List.of("id came kind"));
        final List<String> clerks = new ArrayList<>(List.of("id hired wage"));
        final List<String> orders = new ArrayList<>(List.of("customer_id clerk_id ordered amount"));
        final int[] hired = new int[CLERKS];
        for (int c = 0; c < CLERKS; c++) {
            hired[c] = c < 10 ? 0 : random.nextInt(900);
            clerks.add("%d %s %d".formatted(c + 1, BEGIN.plusDays(hired[c]), 1_000 + random.nextInt(2_000)));
        }
        for (int c = 0; c < CUSTOMERS; c++) {
            final int came = random.nextInt(600);
            customers.add("%d %s %s".formatted(c + 1, BEGIN.plusDays(came), random.nextInt(2) == 0 ? "old" : "new"));
            int day = came;
            for (int o = 0; o < random.nextInt(7); o++) {
                day += 1 + random.nextInt(40);
                int clerk = random.nextInt(CLERKS);
                while (hired[clerk] > day) {
                    clerk = random.nextInt(CLERKS);
                }
                orders.add("%d %d %s %d".formatted(c + 1, clerk + 1, BEGIN.plusDays(day), random.nextInt(500)));
            }
        }
        final Map<String, List<String>> tables = new LinkedHashMap<>();
        tables.put("customers", customers);
        tables.put("clerks", clerks);
        tables.put("orders", orders);
        return tables;
    }

    @Test
    void noOrderComesBeforeItsCustomerOrClerkAndNoneIsLost() throws Exception {
        final Map<String, List<String>> real = shop();
        final List<String> found = new ArrayList<>();
        final RelationalModel model = Databases.model(real, 30, found);
        final Map<String, Table> made = new LinkedHashMap<>();
        final Map<String, Integer> missing = new LinkedHashMap<>();
        model.sample(
                DatabaseRequest.of(1, 2, 1).telling((table, leftOut, planned) -> missing.put(table, leftOut)),
                made::put);
        final Table orders = made.get("orders");
        final double[] ordered = numbers(orders, "ordered");
        assertTrue(found.stream().anyMatch(rule -> rule.contains("reference0.hired")), found.toString());
        assertLater(ordered, orders, "customer_id", made.get("customers"), "came");
        assertLater(ordered, orders, "clerk_id", made.get("clerks"), "hired");
        assertEquals(real.get("orders").size() - 1, orders.rows() + missing.getOrDefault("orders", 0));
        assertTrue(missing.getOrDefault("orders", 0) < .01 * orders.rows(), missing.toString());
    }

    private static double[] numbers(final Table table, final String column) {
        return table.numbers(Frame.index(table.columns(), column));
    }

    private static void assertLater(
            final double[] times, final Table rows, final String key, final Table parents, final String time) {
        final List<String> ids = texts(parents, "id");
        final List<String> keys = texts(rows, key);
        for (int r = 0; r < times.length; r++) {
            assertTrue(times[r] >= numbers(parents, time)[ids.indexOf(keys.get(r))], key + " of row " + r);
        }
    }

    @Test
    void gapsAreThoseOfRealParentsInTheOrderOfTheGeneratedOnes() {
        final double[] born = IntStream.range(0, 40).mapToDouble(p -> 10 * p).toArray();
        final double[] first =
                IntStream.range(0, 40).mapToDouble(p -> born[p] + 2 + p % 4).toArray();
        final FirstGaps gaps = FirstGaps.of("born", 1, born, first).orElseThrow();
        final double[] made = {150, 7, 120, 101};
        gaps.match(new double[] {1, 0, 2, 1}, new double[] {100, 100, 100, 100}, made, 1_000, new RandomStream(1));
        assertArrayEquals(new double[] {105, 7, 103, 102}, made, 1);
        first[3] = born[3] - 1;
        assertTrue(FirstGaps.of("born", 1, born, first).isEmpty());
    }

    @Test
    void onlyEarlierRowsMayBeReferredTo() {
        final EarlierRows rows = new EarlierRows(new double[] {5, 1, Double.NaN, 9}, false);
        assertTrue(rows.contains(0, 5));
        assertFalse(rows.contains(3, 5));
        final RandomStream random = new RandomStream(1);
        for (int i = 0; i < 50; i++) {
            assertTrue(rows.draw(6, random) <= 1);
        }
        assertEquals(1, rows.draw(0, random));
    }
}
