// SPDX-License-Identifier: Apache-2.0
package io.nifigan.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.ValueType;
import io.nifigan.trees.BoostedTrees;
import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.RowBins;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PredictionFinderTest {
    private static final int ROWS = 3_000;

    private static Column column(final String name, final ColumnKind kind) {
        return new Column(new Field(name, ValueType.DOUBLE), kind, 0, null);
    }

    private static Table table(final double[]... columns) {
        final List<Column> described = IntStream.range(0, columns.length)
                .mapToObj(c -> column("c" + c, ColumnKind.DECIMAL))
                .toList();
        return new Table(described, ROWS, columns, new int[columns.length][], nothing(columns.length));
    }

    private static List<List<String>> nothing(final int columns) {
        final List<List<String>> dictionaries = new ArrayList<>();
        IntStream.range(0, columns).forEach(c -> dictionaries.add(null));
        return dictionaries;
    }

    private static double[] normal(final long seed) {
        return new Random(seed)
                .doubles(ROWS)
                .map(u -> Math.sqrt(-2 * Math.log(1 - u)))
                .map(x -> x - 1)
                .toArray();
    }

    private static BitSet only(final int... columns) {
        final BitSet only = new BitSet();
        IntStream.of(columns).forEach(only::set);
        return only;
    }

    private static Map<Integer, Prediction> find(final Table table) {
        final int width = table.columns().size();
        return PredictionFinder.find(
                table,
                IntStream.range(0, width)
                        .mapToObj(c -> new PredictionFinder.Target(c, table.numbers(c), false))
                        .toList(),
                only(IntStream.range(0, width).toArray()),
                PredictionFinderTest::only,
                (column, error) -> true);
    }

    @Test
    void aSumWithNoiseIsPredictedAndNoiseIsNot() {
        final double[] a = normal(1);
        final double[] b = normal(2);
        final double[] noise = normal(3);
        final double[] sum = IntStream.range(0, ROWS)
                .mapToDouble(r -> (a[r] + b[r]) / Math.sqrt(2) + .1 * noise[r])
                .toArray();
        final double[] other = normal(4);
        final Table table = table(a, b, sum, other);
        final Map<Integer, Prediction> found = find(table);

        assertTrue(found.containsKey(2));
        assertFalse(found.containsKey(3));
        final float[] ranks = found.get(2).ranks(table);
        double error = 0;
        for (int r = 0; r < ROWS; r++) {
            error += (ranks[r] - sum[r]) * (ranks[r] - sum[r]) / ROWS;
        }
        // The noise has a variance of .01 x .43; trees of 60 steps leave some more.
        assertTrue(error < .05, "mean squared error " + error);
    }

    @Test
    void noPredictionDependsOnItself() {
        final double[] a = normal(1);
        final double[] noise = normal(3);
        final double[] near =
                IntStream.range(0, ROWS).mapToDouble(r -> a[r] + .05 * noise[r]).toArray();
        final double[] far = IntStream.range(0, ROWS)
                .mapToDouble(r -> near[r] + .2 * noise[(r + 7) % ROWS])
                .toArray();
        final Map<Integer, Prediction> found = find(table(a, near, far));

        assertEquals(2, found.size());
        // Kahn: take away columns without a source until none is left.
        final BitSet open = only(0, 1, 2);
        for (int round = 0; round < 3; round++) {
            open.stream()
                    .filter(c -> !found.containsKey(c)
                            || IntStream.of(found.get(c).columns()).noneMatch(open::get))
                    .findFirst()
                    .ifPresent(open::clear);
        }
        assertTrue(open.isEmpty(), "a circle of " + open);
    }

    @Test
    void whatFollowsFromANumberIsNoInputOfIt() {
        final double[] a = normal(1);
        final double[] twice =
                IntStream.range(0, ROWS).mapToDouble(r -> 2 * a[r]).toArray();
        final Map<Integer, Prediction> found = PredictionFinder.find(
                table(a, twice),
                List.of(new PredictionFinder.Target(0, a, false)),
                only(0, 1),
                column -> column == 1 ? only(0, 1) : only(column),
                (column, error) -> true);

        assertEquals(Map.of(), found);
    }

    @Test
    void treesOfOtherInputsAreRefused() {
        final RowBins numbers = new RowBins(List.of(ColumnBins.ofNumbers(0, new double[] {1})));
        assertThrows(IllegalArgumentException.class, () -> new Prediction(numbers, BoostedTrees.none(2), 0));
        assertThrows(IllegalArgumentException.class, () -> new Prediction(numbers, BoostedTrees.none(1), Double.NaN));
        final RowBins texts = new RowBins(List.of(ColumnBins.ofTexts(0, List.of("a"))));
        assertThrows(IllegalArgumentException.class, () -> new Prediction(texts, BoostedTrees.none(1), 0));
        assertFalse(new Prediction(numbers, BoostedTrees.none(1), 0).fits(List.of(column("c", ColumnKind.CATEGORY))));
    }
}
