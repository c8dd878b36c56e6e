// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;

class SplitRowsTest {
    private static final float WEIGHT = 2;

    /** Three rows with two latents and one number of noise each. */
    private static Lineage lineage(final SplitRows.Origin[] origins) {
        return new Lineage(new float[] {0, 1, 10, 11, 20, 21}, new float[] {5, 6, 7}, origins, new int[] {0, 1, 2});
    }

    private static SplitRows rows() {
        return new SplitRows(2, 1);
    }

    @Test
    void asManyRowsAsAreAskedForAreDrawnNearSplitRowsInTheirOrder() {
        final SplitRows rows = rows();
        rows.add(lineage(new SplitRows.Origin[3]), 2, WEIGHT, 2);
        rows.add(lineage(new SplitRows.Origin[3]), 0, WEIGHT, 1);
        final float[] latents = new float[8];
        final float[] gumbel = new float[4];
        final SplitRows.Origin[] origins = new SplitRows.Origin[4];
        assertEquals(2, rows.take(2, latents, gumbel, origins));
        assertArrayEquals(new float[] {20, 21, 20, 21, 0, 0, 0, 0}, latents);
        assertArrayEquals(new float[] {7, 7, 0, 0}, gumbel);
        assertEquals(WEIGHT, origins[1].weight());
        assertEquals(1, rows.take(4, latents, gumbel, origins));
        assertArrayEquals(new float[] {0, 1, 20, 21, 0, 0, 0, 0}, latents);
        assertEquals(0, rows.take(4, latents, gumbel, origins));
    }

    @Test
    void aRowIsGivenUpAfterEightDraws() {
        final SplitRows rows = rows();
        rows.add(lineage(new SplitRows.Origin[3]), 1, WEIGHT, 1);
        final SplitRows.Origin[] origins = new SplitRows.Origin[1];
        int draws = 0;
        while (rows.take(1, new float[2], new float[1], origins) == 1) {
            draws++;
            rows.addAgain(origins[0]);
        }
        assertEquals(8, draws);
    }

    @Test
    void theQueueIsBounded() {
        final SplitRows rows = new SplitRows(1 << 20, 1 << 20);
        final Lineage wide = new Lineage(new float[1 << 20], new float[1 << 20], new SplitRows.Origin[1], new int[1]);
        rows.add(wide, 0, WEIGHT, 50);
        assertEquals(2, rows.take(50, new float[2 << 20], new float[2 << 20], new SplitRows.Origin[50]));
    }

    @Test
    void rowsThatAreKeptBringTheirLineage() {
        final SplitRows.Origin origin = new SplitRows.Origin(new float[2], new float[1], WEIGHT, 3);
        final Lineage kept =
                lineage(new SplitRows.Origin[] {null, origin, null}).select(new int[] {1, 2});
        assertArrayEquals(new float[] {WEIGHT, Float.NaN}, kept.weights());
        assertEquals(List.of(), kept.originsOfOthers());
        assertEquals(List.of(origin), kept.select(new int[] {1}).originsOfOthers());
        final Lineage last = kept.select(new int[] {0});
        assertArrayEquals(new int[] {1}, last.drawn());
        assertSame(origin, last.origin(0));
        assertNull(kept.origin(1));
    }
}
