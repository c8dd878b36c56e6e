// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import java.util.Arrays;

/**
 * Finds cells of a table of two columns that are empty for a reason: no training row lies in them, though some would if
 * the columns had nothing to do with each other. A stretch of empty cells along the values of a number counts as one:
 * so what lies beyond all that a category reached is found although each of its groups is small.
 */
final class StructuralZeros {
    /** Rows that were to be expected: chance alone leaves out one such stretch in e to the power of that many. */
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
     * @param width how many groups the second column has
     * @param firstOrdered whether the first column's groups go by its values
     * @param secondOrdered whether the second column's do
     * @return {@code [cells]}: whether a cell is empty for a reason
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
