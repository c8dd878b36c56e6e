// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import io.nifigan.relational.rows.Frame;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests of what is drawn beside rows: keys, numbers of children, and rows to refer to. */
class DrawnPartsTest {
    @Test
    void countsWholeKeysUp() {
        assertEquals(
                List.of("7", "8", "9"),
                KeyGenerator.of(List.of("12", "7", "30")).generate(3, 0, 1));
    }

    @Test
    void wholeKeysGoOnAfterThoseMadeBefore() {
        assertEquals(
                List.of("107", "108"), KeyGenerator.of(List.of("12", "7", "30")).generate(2, 100, 1));
    }

    @Test
    void makesOtherKeysInTheirFormatAndNeverTwice() {
        final List<String> real = IntStream.range(0, 300)
                .mapToObj(i -> "N%04d".formatted(i * i * 7 % 9973))
                .toList();
        final List<String> made = KeyGenerator.of(real).generate(500, 0, 1);
        assertEquals(500, new HashSet<>(made).size());
        assertTrue(made.stream().allMatch(key -> key.matches("N\\d{4}")), made.toString());
        assertEquals(made, KeyGenerator.of(real).generate(500, 0, 1));
    }

    @Test
    void makesKeysUniqueWherePatternsRunOut() {
        final List<String> made = KeyGenerator.of(List.of("A", "B", "C")).generate(100, 0, 1);
        assertEquals(100, new HashSet<>(made).size());
    }

    @Test
    void matchesNumbersOfChildrenToRealOnes() {
        final double[] counts = {5, 0, 0, 9, 1, 0, 0, 0};
        final Table wide = new Frame(8)
                .add(Frame.number("c.n", ColumnKind.INTEGER), counts)
                .add(
                        Frame.number("c.x.mean", ColumnKind.DECIMAL),
                        new double[] {1, Double.NaN, Double.NaN, 2, 3, Double.NaN, Double.NaN, Double.NaN})
                .table();
        CountMatcher.match(wide, "c.", CountMatcher.Distribution.of(new double[] {40, 2, 0, 2}), new RandomStream(1));
        assertEquals(40, counts[3]);
        assertEquals(40, counts[0]);
        assertEquals(2, counts[4]);
        assertArrayEquals(
                new double[] {0, 0, 2, 2, 2, 2, 40, 40},
                Arrays.stream(counts).sorted().toArray());
        final double[] means = wide.numbers(1);
        assertTrue(IntStream.range(0, 8).noneMatch(r -> counts[r] > 0 && Double.isNaN(means[r])));
    }

    @Test
    void refersToRowsAsOftenAsPlanned() {
        final ReferenceDraws.Slots slots = new ReferenceDraws.Slots(new double[] {3, 0, 50, 7});
        final RandomStream random = new RandomStream(1);
        final int[] drawn = new int[4];
        for (int i = 0; i < 60; i++) {
            final int row = slots.draw(random);
            slots.take(row);
            drawn[row]++;
        }
        assertArrayEquals(new int[] {3, 0, 50, 7}, drawn);
    }

    @Test
    void learnsHowSiblingsReferToRows() {
        final ChainState state =
                new ChainState(List.of(), List.of(), new int[] {0, 1}, new int[] {0, 4, 8}, 1, new int[0]);
        final int[] rows = {5, 5, 6, 5, -1, 2, 3, 3};
        System.arraycopy(rows, 0, state.references(0), 0, 8);
        final ReferenceDraws.Habit habit = ReferenceDraws.Habit.of(state, 0);
        assertArrayEquals(new double[] {.5, 0, 0, .5}, habit.shares(0));
        assertArrayEquals(new double[] {0, .5, 0, .5}, habit.shares(1));
        assertArrayEquals(new double[] {0, 0, 0, 1}, habit.shares(2));
        assertArrayEquals(new double[] {0, .5, .5, 0}, habit.shares(3));
        assertArrayEquals(habit.shares(3), habit.shares(50));
    }
}
