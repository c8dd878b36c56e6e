// SPDX-License-Identifier: Apache-2.0
package io.nifigan.partial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.encode.EncoderFitter;
import io.nifigan.encode.TableEncoder;
import io.nifigan.encode.Tables;
import io.nifigan.table.Table;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SumOrdersTest {
    /** A bill, the payment after it, and the next bill: what was not paid, and purchases of half of the customers. */
    private static Table bills(final int rows, final double exceptions) {
        final Random random = new Random(1);
        return Tables.of(rows, r -> {
            final double bill = Math.rint(100 * Math.exp(6 + random.nextGaussian())) / 100;
            final double paid = Math.rint(100 * bill * Math.pow(random.nextDouble(), 2)) / 100;
            final double bought = Math.rint(-10_000 * Math.log(1 - random.nextDouble())) / 100;
            final double next = random.nextDouble() < exceptions ? (bill - paid) * .8 : bill - paid + bought;
            return new Object[] {bill, paid, Math.rint(100 * next) / 100};
        });
    }

    private static List<String> rules(final Table table, final String... given) {
        return EncoderFitter.fit(table, table, Set.of(), List.of(given)).describeRules();
    }

    @Test
    void findsAnOrderThatAllRowsKeepOrNearlyAll() {
        final TableEncoder exceptions = EncoderFitter.fit(bills(5_000, .004), Set.of());

        assertTrue(
                rules(bills(5_000, 0)).contains("a <= b + c"),
                rules(bills(5_000, 0)).toString());
        assertTrue(
                exceptions.describeRules().stream().anyMatch(rule -> rule.matches("a <= b \\+ c in 99\\.\\d %")),
                exceptions.describeRules().toString());
        // Rows that break it are not refused, but seen when rows are chosen.
        assertTrue(exceptions.plan().drawn().stream().noneMatch(rule -> rule.columns().length == 3));
        assertTrue(exceptions.distances().stream().anyMatch(distance -> distance.columns().length == 3));
    }

    @Test
    void aUserMayForbidOrGiveIt() {
        final Table table = bills(3_000, .1);

        assertTrue(rules(table).stream().noneMatch(rule -> rule.contains("a <= b + c")));
        assertEquals(
                1,
                rules(table, "b + c >= a in part").stream()
                        .filter(rule -> rule.matches("a <= b \\+ c in (89|90)(\\.\\d)? %"))
                        .count());
        assertTrue(rules(bills(3_000, 0), "not b + c >= a").stream().noneMatch(rule -> rule.contains("a <= b + c")));
    }

    @Test
    void correlatedNumbersGiveNoOrder() {
        final Random random = new Random(3);
        final Table table = Tables.of(5_000, r -> {
            final double size = random.nextGaussian();
            final Object[] row = new Object[6];
            for (int c = 0; c < row.length; c++) {
                row[c] = Math.rint(1_000 * (20 + c + 4 * size + random.nextGaussian())) / 1_000;
            }
            return row;
        });

        assertEquals(
                List.of(),
                rules(table).stream().filter(rule -> rule.contains(" + ")).toList());
    }
}
