// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class CellMergingTest {
    private static int[] slots(
            final boolean firstOrdered, final boolean secondOrdered, final int width, final int... counts) {
        return CellMerging.of(counts, width, firstOrdered, secondOrdered, new boolean[counts.length], 5);
    }

    @Test
    void aNarrowGroupKeepsItsOwnRowsAndTheyAreCoarser() {
        // The second row of the table is a tail of 12 rows, across columns of some hundred.
        assertArrayEquals(new int[] {1, 2, 3, 4, 5, 5, 6, 6}, slots(true, true, 4, 100, 100, 100, 100, 3, 4, 2, 3));
    }

    @Test
    void theTailOfTheOtherColumnIsPutTogetherTheOtherWay() {
        assertArrayEquals(new int[] {1, 4, 2, 4, 3, 4}, slots(true, true, 2, 100, 2, 100, 1, 100, 2));
    }

    @Test
    void whatIsLeftOverGoesToItsNeighbourAndTooLittleStaysShared() {
        assertArrayEquals(
                new int[] {1, 2, 3, 4, 5, 6, 7, 9, 9, 9, 8, 0},
                slots(true, true, 6, 100, 100, 100, 100, 100, 100, 5, 3, 2, 1, 5, 1));
    }

    @Test
    void categoriesHaveNoNeighbours() {
        assertArrayEquals(new int[] {1, 2, 0, 0}, slots(false, false, 2, 100, 100, 4, 4));
        // Along the only column with an order, though its groups are the narrow ones.
        assertArrayEquals(new int[] {1, 3, 3, 2, 4, 4}, slots(false, true, 3, 100, 3, 4, 100, 2, 4));
    }

    @Test
    void whatIsToStayEmptyDoes() {
        assertArrayEquals(
                new int[] {1, 2, RakingTable.NEVER, 0},
                CellMerging.of(new int[] {50, 60, 0, 3}, 2, true, true, new boolean[] {false, false, true, false}, 5));
    }
}
