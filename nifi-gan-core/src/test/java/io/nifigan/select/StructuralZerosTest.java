// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class StructuralZerosTest {
    @Test
    void aCellIsEmptyForAReasonWhereRowsWereToBeExpected() {
        // Half of 100 rows in the first row, a fifth in the last column: 10 were to be expected in the corner.
        assertArrayEquals(
                new boolean[] {false, false, true, false, false, false},
                StructuralZeros.of(new int[] {25, 25, 0, 15, 15, 20}, 3, false, false));
        // 2.5 expected: may be chance.
        assertArrayEquals(new boolean[6], StructuralZeros.of(new int[] {25, 25, 0, 22, 23, 5}, 3, false, false));
    }

    @Test
    void aStretchOfANumbersGroupsCountsAsOne() {
        // Of 200 rows half are of the first kind and never in the last three groups, each of which has 4 rows.
        final int[] counts = {88, 6, 0, 0, 0, 82, 6, 6, 6, 6};
        assertArrayEquals(
                new boolean[] {false, false, true, true, true, false, false, false, false, false},
                StructuralZeros.of(counts, 5, false, true));
        assertArrayEquals(
                new boolean[10],
                StructuralZeros.of(counts, 5, false, false),
                "three values of a category are three cells");
    }

    @Test
    void aStretchMayRunAlongTheFirstColumn() {
        final int[] counts = {88, 82, 6, 6, 0, 6, 0, 6, 0, 6};
        assertArrayEquals(
                new boolean[] {false, false, false, false, true, false, true, false, true, false},
                StructuralZeros.of(counts, 2, true, false));
    }
}
