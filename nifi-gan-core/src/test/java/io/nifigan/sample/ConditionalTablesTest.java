// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.network.Noise;
import io.nifigan.refine.ColumnBins;
import io.nifigan.refine.RakingFitter;
import io.nifigan.refine.RakingTable;
import io.nifigan.refine.Refinement;
import io.nifigan.refine.RowBins;
import io.nifigan.refine.Selection;
import io.nifigan.refine.TreeJudge;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConditionalTablesTest {
    private static final RowBins BINS = new RowBins(List.of(bins(0, "a", "b", "c"), bins(1, "x", "y", "z", "w")));

    private static ColumnBins bins(final int column, final String... values) {
        final int[] groups = IntStream.range(0, values.length + 2).map(b -> b <= values.length ? b : 0).toArray();
        return new ColumnBins(column, null, List.of(values), groups);
    }

    /** Where the first is a, the second is x in real rows seven times of ten; else all are alike. */
    private static byte[][] rows(final int count, final boolean real, final long seed) {
        final Noise noise = new Noise(seed);
        final byte[][] codes = new byte[2][count];
        for (int r = 0; r < count; r++) {
            codes[0][r] = (byte) (1 + (noise.nextInt(10) == 0 ? 0 : 1 + noise.nextInt(2)));
            codes[1][r] = (byte) (1 + (real && codes[0][r] == 1 && noise.nextInt(10) < 6 ? 0 : noise.nextInt(4)));
        }
        return codes;
    }

    private static Refinement refinement() {
        final TreeJudge judge = new TreeJudge(new int[0], new int[0], new int[0], new int[0], new float[0], new long[0], new boolean[] {true, true});
        return RakingFitter.fit(BINS, judge, rows(10_000, true, 1), rows(40_000, false, 2), 3, () -> true);
    }

    private static ColumnTest test(final boolean negated, final String... values) {
        return new ColumnTest(new Condition("first", "a"), 0, negated, IntStream.range(0, values.length).<Term>mapToObj(i -> new Term.Text(values[i])).toList());
    }

    @Test
    void otherColumnsAreWhatTheyAreAmongTheRowsThatAreWanted() {
        final Refinement refinement = refinement();
        final List<RakingTable> tables = ConditionalTables.of(refinement, List.of(test(false, "a")));
        assertEquals(1, tables.size());
        assertEquals(.7, tables.getFirst().targets()[tables.getFirst().slots()[1]], .03);
        final byte[][] all = rows(60_000, false, 4);
        final int[] met = IntStream.range(0, 60_000).filter(r -> all[0][r] == 1).toArray();
        final byte[][] candidates = new byte[2][met.length];
        for (int i = 0; i < met.length; i++) {
            candidates[0][i] = all[0][met[i]];
            candidates[1][i] = all[1][met[i]];
        }
        final int[] kept = new Selection(refinement, tables, 5, false).keep(candidates, new float[met.length]);
        assertTrue(kept.length > 500, kept.length + " kept");
        final double share = (double) IntStream.of(kept).filter(r -> candidates[1][r] == 1).count() / kept.length;
        assertEquals(tables.getFirst().targets()[tables.getFirst().slots()[1]], share, .015);
    }

    @Test
    void severalConditionsAndPartsOfGroupsSayNothing() {
        final Refinement refinement = refinement();
        assertTrue(ConditionalTables.of(refinement, List.of(test(false, "a"), test(false, "b"))).isEmpty());
        // The group of values that have no bin also holds missing ones.
        assertTrue(ConditionalTables.of(refinement, List.of(new ColumnTest(new Condition("first", "null"), 0, false, List.of(new Term.Missing())))).isEmpty());
        assertTrue(ConditionalTables.of(Refinement.none(), List.of(test(false, "a"))).isEmpty());
    }
}
