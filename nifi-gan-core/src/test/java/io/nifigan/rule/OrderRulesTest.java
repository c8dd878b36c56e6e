// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.encode.Tables;
import io.nifigan.table.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderRulesTest {
    @Test
    void findsOrdersOfNumbersAndOfDatesOnly() {
        final Random random = new Random(1);
        final Table table = Tables.of(1_000, r -> {
            final int children = random.nextInt(6);
            final LocalDate start = LocalDate.of(2020, 1, 1).plusDays(random.nextInt(1_000));
            // The end is open in some rows, also in the latest.
            return new Object[] {
                children,
                random.nextInt(children + 1),
                start,
                r % 3 == 0 ? null : start.plusDays(1 + random.nextInt(100))
            };
        });

        assertEquals(
                Set.of(new OrderRule(1, 0, false), new OrderRule(2, 3, true)),
                Set.copyOf(OrderRules.find(table, Set.of())));
        assertEquals(List.of(new OrderRule(1, 0, false)), OrderRules.find(table, Set.of(2)));
    }

    @Test
    void disjointRangesAndFewRowsProveNothing() {
        final Random random = new Random(2);
        final Table apart = Tables.of(1_000, r -> new Object[] {random.nextInt(10), 10 + random.nextInt(10)});
        final Table nearlyApart = Tables.of(1_000, r ->
                new Object[] {r == 3 ? 15 : random.nextInt(10), r == 3 ? 16 : 10 + random.nextInt(10)});
        final Table few = Tables.of(30, r -> new Object[] {r % 5, r % 5 + 1});

        assertEquals(List.of(), OrderRules.find(apart, Set.of()));
        assertEquals(List.of(), OrderRules.find(nearlyApart, Set.of()));
        assertEquals(List.of(), OrderRules.find(few, Set.of()));
    }

    @Test
    void oneExceptionPreventsARule() {
        final Table table = Tables.of(20_000, r -> new Object[] {r % 100, r == 19_876 ? -1 : r % 100 + 5});

        assertEquals(List.of(), OrderRules.find(table, Set.of()));
    }

    @Test
    void removesImpliedRulesAndEqualColumns() {
        final Random random = new Random(3);
        final Table table = Tables.of(1_000, r -> {
            final double a = random.nextDouble();
            final double b = a + random.nextDouble();
            return new Object[] {a, b, b + random.nextDouble(), a};
        });

        assertEquals(
                Set.of(new OrderRule(0, 1, true), new OrderRule(1, 2, true), new OrderRule(3, 1, true)),
                Set.copyOf(OrderRules.find(table, Set.of())));
    }

    @Test
    void keepsRulesThatMissingValuesDoNotImply() {
        final Random random = new Random(4);
        final Table table = Tables.of(1_000, r -> {
            final int a = random.nextInt(100);
            return new Object[] {a, r % 2 == 0 ? null : a + random.nextInt(50), a + 50 + random.nextInt(50)};
        });

        assertTrue(OrderRules.find(table, Set.of()).contains(new OrderRule(0, 2, true)));
    }

    @Test
    void theNumberOfRulesIsLimited() {
        final Table table = Tables.of(500, r -> {
            final Object[] row = new Object[24];
            for (int c = 0; c < row.length; c++) {
                row[c] = r % 50 + (c < 12 ? 0 : 1) + (r * 31 + c * 17) % 7 / 7.;
            }
            return row;
        });

        final int found = OrderRules.find(table, Set.of()).size();
        assertTrue(found >= 12 && found <= 96, found + " rules");
    }

    @Test
    void missingValuesBreakNoRule() {
        assertTrue(new OrderRule(0, 1, true).holds(Double.NaN, 1));
        assertTrue(new OrderRule(0, 1, false).holds(1, Double.NaN));
        assertTrue(new OrderRule(0, 1, false).holds(1, 1));
        assertFalse(new OrderRule(0, 1, true).holds(1, 1));
        assertFalse(new OrderRule(0, 1, false).holds(2, 1));
    }
}
