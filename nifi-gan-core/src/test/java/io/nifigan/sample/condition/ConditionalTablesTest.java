// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.Cancellation;
import io.nifigan.common.RandomStream;
import io.nifigan.common.WorkerPool;
import io.nifigan.select.RakingFitter;
import io.nifigan.select.RakingModel;
import io.nifigan.select.RejectionSampler;
import io.nifigan.select.SubgroupTable;
import io.nifigan.trees.BoostedTrees;
import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.RowBins;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConditionalTablesTest {
    private static final RowBins BINS = new RowBins(List.of(bins(0, "a", "b", "c"), bins(1, "x", "y", "z", "w")));

    private static ColumnBins bins(final int column, final String... values) {
        final int[] groups = IntStream.range(0, values.length + 2)
                .map(b -> b <= values.length ? b : 0)
                .toArray();
        return new ColumnBins(column, null, List.of(values), groups);
    }

    /** Where the first is a, the second is x in real rows seven times of ten; else all are alike. */
    private static byte[][] rows(final int count, final boolean real, final long seed) {
        final RandomStream random = new RandomStream(seed);
        final byte[][] codes = new byte[2][count];
        for (int r = 0; r < count; r++) {
            codes[0][r] = (byte) (1 + (random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(2)));
            codes[1][r] = (byte) (1 + (real && codes[0][r] == 1 && random.nextInt(10) < 6 ? 0 : random.nextInt(4)));
        }
        return codes;
    }

    private static RakingModel raking() {
        final BoostedTrees trees = new BoostedTrees(
                new int[0], new int[0], new int[0], new int[0], new float[0], new long[0], new boolean[] {true, true});
        return RakingFitter.fit(
                BINS, trees, rows(10_000, true, 1), rows(40_000, false, 2), new WorkerPool(1), Cancellation.never());
    }

    private static ColumnTest test(final boolean negated, final String... values) {
        return new ColumnTest(
                new Condition("first", "a"),
                0,
                negated,
                IntStream.range(0, values.length)
                        .<Term>mapToObj(i -> new Term.Text(values[i]))
                        .toList());
    }

    private static ConditionedGroups groups(final RakingModel raking, final ColumnTest test) {
        return ConditionedGroups.of(raking, null, test).orElseThrow();
    }

    @Test
    void otherColumnsAreWhatTheyAreAmongTheRowsThatAreWanted() {
        final RakingModel raking = raking();
        final List<SubgroupTable> tables = ConditionalTables.of(raking, groups(raking, test(false, "a")));
        assertEquals(List.of(0, 1), tables.stream().map(SubgroupTable::column).toList());
        assertEquals(1, tables.getFirst().known()[1], 1e-9, "the column itself is as was asked");
        assertEquals(.7, tables.getLast().known()[1], .03);
        assertEquals(0, tables.getLast().open(), .03, "all of the group meets the condition");
        final double share = share(raking, tables, 1, 60_000);
        assertEquals(tables.getLast().known()[1], share, .015);
    }

    /** The share of x among the kept ones of those generated rows whose first column has a bin up to a last one. */
    private static double share(
            final RakingModel raking, final List<SubgroupTable> tables, final int last, final int count) {
        final byte[][] all = rows(count, false, 4);
        final int[] met =
                IntStream.range(0, count).filter(r -> all[0][r] <= last).toArray();
        final byte[][] candidates = new byte[2][met.length];
        for (int i = 0; i < met.length; i++) {
            candidates[0][i] = all[0][met[i]];
            candidates[1][i] = all[1][met[i]];
        }
        final int[] kept = new RejectionSampler(raking, tables, 5, false).keep(candidates, new float[met.length]);
        assertTrue(kept.length > 500, kept.length + " kept");
        return (double) IntStream.of(kept).filter(r -> candidates[1][r] == 1).count() / kept.length;
    }

    @Test
    void ofAGroupThatMeetsTheConditionInPartGeneratedRowsTell() {
        final RakingModel raking = raking();
        final double[] met = groups(raking, test(false, "a", "b")).met();
        final double[] unmet = new double[met.length];
        unmet[2] = met[2] / 2;
        met[2] /= 2;
        final List<SubgroupTable> tables = ConditionalTables.of(raking, new ConditionedGroups(0, met, unmet));
        final SubgroupTable table = tables.getLast();
        assertEquals(met[2] / (met[1] + met[2]), table.open(), .02);
        assertTrue(table.isOpen()[2 * table.known().length + 1] && !table.isOpen()[table.known().length + 1]);
        // Of a, .7 are x, of b a quarter: a holds met[1] / (met[1] + met[2]) of what is asked for.
        final double wanted = (.7 * met[1] + .25 * met[2]) / (met[1] + met[2]);
        assertEquals(wanted, share(raking, tables, 2, 60_000), .04);
    }

    @Test
    void whatNoRowOfTheRefinementMeetsSaysNothing() {
        final RakingModel raking = raking();
        assertTrue(ConditionedGroups.of(raking, null, test(false, "unknown")).isEmpty());
        assertTrue(
                ConditionedGroups.of(RakingModel.none(), null, test(false, "a")).isEmpty());
    }
}
