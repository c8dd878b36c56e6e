// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.Cancellation;
import io.nifigan.trees.BoostedTrees;
import io.nifigan.trees.BoostedTreesTest;
import io.nifigan.trees.RowBins;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogitFitterTest {
    private static final RowBins BINS = new RowBins(List.of(BoostedTreesTest.category(0, 3)));
    private static final int POOL = 1_000;

    /** Half of the pool in each of two bins; real rows are to lie there one to three. */
    private static RakingModel fit(final int rows) {
        final byte[][] pool = new byte[1][POOL];
        Arrays.fill(pool[0], 0, POOL / 2, (byte) 1);
        Arrays.fill(pool[0], POOL / 2, POOL, (byte) 2);
        final BoostedTrees trees = new BoostedTrees(
                new int[0], new int[0], new int[0], new int[0], new float[0], new long[0], new boolean[] {true});
        final RakingTable table =
                new RakingTable(0, -1, new int[] {0, 1, 2}, new float[] {0, .25f, .75f}, new float[3]);
        return LogitFitter.fit(
                new RakingModel(BINS, trees, List.of(table), 0), pool, new float[POOL], rows, Cancellation.never());
    }

    private static double difference(final RakingModel found) {
        return found.tables().getFirst().logits()[2] - found.tables().getFirst().logits()[1];
    }

    @Test
    void manyRowsSayWhatWeightsAre() {
        final RakingModel found = fit(1_000_000);
        assertEquals(Math.log(3), difference(found), .05);
        assertEquals(
                found.tables().getFirst().logits()[2],
                found.bound(),
                .05,
                "rows of the greatest weight are nearly always kept");
    }

    @Test
    void aFewRowsHardlyMoveThem() {
        // rows (target - share) = 50 logit, where the shares are 1 / (1 + e^difference) and the rest: by symmetry each
        // logit is half of the difference.
        final double difference = difference(fit(100));
        final double share = 1 / (1 + Math.exp(-difference));
        assertEquals(50 * difference / 2, 100 * (.75 - share), .2);
        assertTrue(difference > .1 && difference < .8, difference + " of 1.1");
    }
}
