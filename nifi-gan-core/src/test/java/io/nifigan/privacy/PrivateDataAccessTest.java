// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrivateDataAccessTest {
    private static final int ROWS = 1_000;

    private final Ledger ledger = new Ledger(1e9);

    /** A number from 0 to 99 and a category of three, of ten records a person. */
    private static Table table() {
        final double[] numbers = new double[ROWS];
        final int[] codes = new int[ROWS];
        Arrays.setAll(numbers, r -> r % 100);
        Arrays.setAll(codes, r -> r % 4 - 1);
        final List<List<String>> dictionaries = new ArrayList<>();
        dictionaries.add(null);
        dictionaries.add(List.of("a", "b", "c"));
        return new Table(
                List.of(
                        new Column(new Field("n", ValueType.INT), ColumnKind.INTEGER, 1, null),
                        new Column(new Field("c", ValueType.STRING), ColumnKind.CATEGORY, 0, null)),
                ROWS,
                new double[][] {numbers, null},
                new int[][] {null, codes},
                dictionaries);
    }

    private PrivateDataAccess access(final int perPerson, final boolean mayMiss, final Ledger spent, final long seed) {
        int[] persons = null;
        if (perPerson > 0) {
            persons = new int[ROWS];
            Arrays.setAll(persons, r -> r / 10);
        }
        return new PrivateDataAccess(
                table(),
                new double[][] {{10, 89}, null},
                new int[][] {null, {0, 1, 2}},
                new int[] {0, 3},
                new boolean[] {false, mayMiss},
                persons,
                Math.max(1, perPerson),
                spent,
                new RandomStream(seed)::nextLong);
    }

    private static Grouping same(final PrivateDataAccess rows) {
        final int[][] maps = new int[2][];
        for (int c = 0; c < 2; c++) {
            maps[c] = new int[rows.cells(c).count()];
            for (int i = 0; i < maps[c].length; i++) {
                maps[c][i] = i;
            }
        }
        return new Grouping(new int[][][] {maps, maps, maps});
    }

    private static MarginalQuery single(final int column) {
        return new MarginalQuery(new int[] {column}, new int[] {0});
    }

    @Test
    void everyAnswerIsChargedAndTheSumIsThatOfTheCalls() {
        final PrivateDataAccess rows = access(0, true, ledger, 1);
        rows.count(.01);
        rows.edges(0, new double[] {20.5, 40.5, 60.5}, 2, 1, "n", .03);
        rows.discretize(0, new double[] {40.5}, false);
        final MarginalQuery pair = new MarginalQuery(new int[] {0, 1}, new int[] {0, 0});
        rows.table(pair, same(rows), "n x c", .2);
        rows.farthest(
                List.of(pair),
                same(rows),
                new double[][] {new double[8]},
                new double[1],
                new double[] {1},
                .05,
                any -> true);
        assertEquals(.01 + .03 + .2 + .05, ledger.spent(), .01 * .29);
        assertTrue(ledger.spent() <= .29 * (1 + 1e-9));
        double recomputed = 0;
        for (final Charge charge : ledger.charges()) {
            recomputed += charge.mechanism() == Mechanism.GAUSSIAN
                    ? .5 / (charge.scale() * charge.scale())
                    : charge.scale() * charge.scale() / 8;
        }
        assertEquals(recomputed, ledger.spent(), 1e-9);
        assertEquals(1 + 3 + 1 + 1, ledger.charges().size());
    }

    @Test
    void nothingIsAnsweredBeyondTheBudget() {
        final Ledger small = new Ledger(.1);
        final PrivateDataAccess rows = access(0, true, small, 1);
        rows.count(.09);
        assertThrows(BudgetException.class, () -> rows.count(.02));
        assertThrows(BudgetException.class, () -> rows.edges(0, new double[] {20.5}, 1, 0, "n", .02));
        assertEquals(1, small.charges().size());
    }

    @Test
    void noiseHasTheVarianceThatItsCostAllows() {
        final PrivateDataAccess rows = access(0, true, ledger, 2);
        double squares = 0;
        for (int i = 0; i < 4_000; i++) {
            final double error = rows.count(.005) - ROWS;
            squares += error * error;
        }
        assertEquals(100, squares / 4_000, 8);
    }

    @Test
    void aPersonsRecordsAreClippedAndTheNoiseGrowsWithThem() {
        final PrivateDataAccess rows = access(3, true, ledger, 3);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 4_000; i++) {
            final double count = rows.count(.005);
            sum += count / 4_000;
            squares += (count - 300) * (count - 300) / 4_000;
        }
        assertEquals(300, sum, 2);
        assertEquals(900, squares, 70);
        assertEquals(.005, ledger.charges().getFirst().rho(), 1e-6);
        assertEquals(30, ledger.charges().getFirst().scale(), .01);
    }

    @Test
    void numbersBeyondTheBoundsCountAsTheBoundAndRecordsWithUnexpectedGapsAreLeftOut() {
        final PrivateDataAccess rows = access(0, false, ledger, 4);
        rows.discretize(0, new double[] {10.5, 88.5}, false);
        final double[] counts = rows.table(single(0), same(rows), "n", 1e6).counts();
        // Every fourth record misses its category.
        assertArrayEquals(new double[] {80, 580, 90}, counts, 1);
        assertArrayEquals(
                new double[] {250, 250, 250},
                rows.table(single(1), same(rows), "c", 1e6).counts(),
                1);
        final PrivateDataAccess all = access(0, true, ledger, 4);
        assertArrayEquals(
                new double[] {250, 250, 250, 250},
                all.table(single(1), same(all, 1), "c", 1e6).counts(),
                1);
    }

    private static Grouping same(final PrivateDataAccess rows, final int column) {
        rows.discretize(1 - column, new double[] {50.5}, false);
        return same(rows);
    }

    @Test
    void edgesHalveTheRecordsWhereThereIsBudgetForIt() {
        final PrivateDataAccess rows = access(0, true, ledger, 5);
        final double[] candidates = new double[98];
        Arrays.setAll(candidates, i -> i + .5);
        final double[] edges = rows.edges(0, candidates, 2, 0, "n", 1e4);
        // Of 0 to 99, taken to 10 to 89.
        assertArrayEquals(new double[] {24.5, 49.5, 74.5}, edges, 1.01);
    }

    @Test
    void theTableThatIsFarthestFromWhatIsExpectedIsChosen() {
        final PrivateDataAccess rows = access(0, true, ledger, 6);
        rows.discretize(0, new double[] {49.5}, false);
        final List<MarginalQuery> queries = List.of(single(0), single(1));
        final double[][] expected = {{500, 500}, {400, 200, 200, 200}};
        assertEquals(
                1, rows.farthest(queries, same(rows), expected, new double[2], new double[] {1, 1}, 10, any -> true));
        assertEquals(
                0,
                rows.farthest(
                        queries, same(rows), expected, new double[] {0, 1_000}, new double[] {1, 1}, 10, any -> true));
        assertEquals(
                0,
                rows.farthest(
                        queries, same(rows), expected, new double[2], new double[] {1, 1}, 10, index -> index == 0));
    }
}
