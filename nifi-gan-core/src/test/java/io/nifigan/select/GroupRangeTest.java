// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nifigan.trees.BoostedTrees;
import io.nifigan.trees.BoostedTreesTest;
import io.nifigan.trees.RowBins;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupRangeTest {
    private static final RowBins BINS =
            new RowBins(List.of(BoostedTreesTest.category(0, 4), BoostedTreesTest.number(1, 4)));

    @Test
    void tellsHowFarANumberReachedInGroupsOfManyRows() {
        final byte[][] codes = new byte[2][60];
        final double[] values = new double[60];
        for (int r = 0; r < 60; r++) {
            // Bins 1, 2 and 3 with 30, 25 and 5 rows: 0 to 29, 100 to 148 by two, 250 to 255.
            codes[0][r] = (byte) (r < 30 ? 1 : r < 55 ? 2 : 3);
            values[r] = r < 30 ? r : r < 55 ? 100 + 2 * (r - 30) : 251 + r - 55;
        }
        values[3] = Double.NaN;
        final GroupRange range = GroupRange.of(BINS, 0, 1, codes, values);
        final int first = BINS.columns().get(0).groups()[1];
        final int second = BINS.columns().get(0).groups()[2];
        final int few = BINS.columns().get(0).groups()[3];
        assertEquals(255, range.to());
        assertEquals(29, range.valueAt(range.max()[first]));
        assertEquals(100, range.valueAt(range.min()[second]));
        assertEquals(148, range.valueAt(range.max()[second]));
        assertArrayEquals(
                new int[] {0, GroupRange.LEVELS},
                new int[] {range.min()[few], range.max()[few]},
                "nothing is said of five rows");
    }

    @Test
    void refusesRangesThatAreNone() {
        assertThrows(IllegalArgumentException.class, () -> new GroupRange(0, 1, 0, 1, new int[] {5}, new int[] {4}));
        assertThrows(IllegalArgumentException.class, () -> new GroupRange(0, 1, 0, 1, new int[] {0}, new int[] {256}));
        assertThrows(
                IllegalArgumentException.class,
                () -> new GroupRange(0, 1, 0, Double.NaN, new int[] {0}, new int[] {1}));
        assertThrows(IllegalArgumentException.class, () -> new GroupRange(0, 0, 0, 1, new int[] {0}, new int[] {1}));
        final GroupRange text = new GroupRange(
                1,
                0,
                0,
                1,
                new int[BINS.columns().get(1).groupCount()],
                new int[BINS.columns().get(1).groupCount()]);
        final BoostedTrees trees = new BoostedTrees(
                new int[0], new int[0], new int[0], new int[0], new float[0], new long[0], new boolean[] {true, false});
        assertThrows(
                IllegalArgumentException.class,
                () -> new RakingModel(BINS, trees, List.of(), List.of(text), 0),
                "a category has no range");
    }
}
