// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.common.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Frequencies of references of a table's rows to others of it, as employees to their managers: the share of rows
 * without a reference, and how many rows are referred to how often.
 *
 * @param missing the share of the rows that refer to none
 * @param counts how often rows are referred to
 */
record SelfReference(double missing, CountMatcher.Distribution counts) {
    SelfReference {
        if (!(missing >= 0 && missing <= 1)) {
            throw new IllegalArgumentException("The share of rows without a reference is %s".formatted(missing));
        }
    }

    /** How the rows of a real table refer to others: {@code [rows]}, -1 for none. */
    static SelfReference of(final int[] above) {
        final double[] counts = new double[above.length];
        int missing = 0;
        for (final int row : above) {
            if (row < 0) {
                missing++;
            } else {
                counts[row]++;
            }
        }
        return new SelfReference((double) missing / above.length, CountMatcher.Distribution.of(counts));
    }

    /**
     * Draws references. Each row refers to one before it, so that none is its own ancestor; the first to none. Rows
     * that are referred to most come first.
     *
     * @return {@code [keys]}: the key of the row that each row refers to, null for none
     */
    String[] draw(final List<String> keys, final RandomStream random) {
        final int rows = keys.size();
        final String[] drawn = new String[rows];
        final int[] left = new int[rows];
        Arrays.setAll(left, r -> counts.at((rows - 1 - r + .5) / rows));
        // Rows with references still to come, each as often as it has some left.
        final int[] open = new int[IntStream.of(left).sum() + 1];
        int size = 0;
        int without = (int) Math.round(missing * rows) - 1;
        for (int r = 0; r < rows; r++) {
            if (r > 0) {
                // Of the rows left, as many have none as are still to have none.
                final boolean none = random.nextDouble() * (rows - r) < without;
                if (none) {
                    without--;
                } else if (size > 0) {
                    final int pick = random.nextInt(size);
                    drawn[r] = keys.get(open[pick]);
                    open[pick] = open[--size];
                } else {
                    drawn[r] = keys.get(random.nextInt(r));
                }
            }
            for (int i = 0; i < left[r] && size < open.length; i++) {
                open[size++] = r;
            }
        }
        return drawn;
    }
}
