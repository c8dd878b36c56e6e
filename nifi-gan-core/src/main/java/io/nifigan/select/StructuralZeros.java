// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import java.util.Arrays;

/**
 * Finds structural zeros of a table of two columns: cells without a training row that would have several if the columns
 * were independent. Neighbouring empty cells along the values of a number count as one, so that values beyond all those
 * of a category are found although each of their groups is small.
 */
final class StructuralZeros {
    /** The minimum of expected rows: chance alone leaves such cells empty once in {@code e^5}, about 150, times. */
    private static final double MIN_EXPECTED = 5;

    private final int[] counts;
    private final double[] expected;
    private final boolean[] found;

    private StructuralZeros(final int[] counts, final int width) {
        this.counts = counts;
        this.expected = new double[counts.length];
        this.found = new boolean[counts.length];
        final long[] first = new long[counts.length / width];
        final long[] second = new long[width];
        long rows = 0;
        for (int i = 0; i < counts.length; i++) {
            first[i / width] += counts[i];
            second[i % width] += counts[i];
            rows += counts[i];
        }
        final double all = Math.max(1, rows);
        Arrays.setAll(expected, i -> first[i / width] * (second[i % width] / all));
    }

    /**
     * @param counts {@code [first groups x second groups]}: training rows in each cell
     * @param width the number of groups of the second column
     * @param firstOrdered whether the first column's groups are in the order of its values
     * @param secondOrdered the same of the second column
     * @return {@code [cells]}: whether a cell is a structural zero
     */
    static boolean[] of(final int[] counts, final int width, final boolean firstOrdered, final boolean secondOrdered) {
        final StructuralZeros cells = new StructuralZeros(counts, width);
        final int height = counts.length / width;
        for (int g = 0; g < height; g++) {
            cells.mark(g * width, 1, width, secondOrdered);
        }
        for (int h = 0; h < width; h++) {
            cells.mark(h, width, height, firstOrdered);
        }
        return cells.found;
    }

    /** Marks structural zeros in one row or column of the table. */
    private void mark(final int from, final int step, final int length, final boolean ordered) {
        int begun = 0;
        double sum = 0;
        for (int i = 0; i <= length; i++) {
            final boolean empty = i < length && counts[from + i * step] == 0;
            sum += empty ? expected[from + i * step] : 0;
            if (!empty || !ordered) {
                for (int j = begun; j < Math.min(length, empty ? i + 1 : i) && sum >= MIN_EXPECTED; j++) {
                    found[from + j * step] = true;
                }
                begun = i + 1;
                sum = 0;
            }
        }
    }
}
