// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import java.util.ArrayList;
import java.util.List;

/**
 * Merges the cells of a table of two columns into slots. A cell with enough training rows has a slot of its own.
 * Neighbours with fewer are merged along the column whose groups are larger, so that the narrow groups of the other
 * column, above all its tails, stay apart. Cells that have too few rows even so, and those of columns without an order,
 * share the first slot.
 */
final class CellMerging {
    private final int[] counts;
    private final int min;
    private final int[] slots;
    private int used = 1;

    private CellMerging(final int[] counts, final int min) {
        this.counts = counts;
        this.min = min;
        this.slots = new int[counts.length];
    }

    /**
     * @param counts {@code [first groups x second groups]}: training rows in each cell
     * @param width the number of groups of the second column
     * @param firstOrdered whether the first column's groups are in the order of its values
     * @param secondOrdered the same of the second column
     * @param never {@code [cells]}: which cells are structural zeros
     * @param min the minimum of training rows in a slot
     * @return {@code [cells]}: each cell's slot, 0 for the shared one; or {@link RakingTable#NEVER}
     */
    static int[] of(
            final int[] counts,
            final int width,
            final boolean firstOrdered,
            final boolean secondOrdered,
            final boolean[] never,
            final int min) {
        final int height = counts.length / width;
        final CellMerging cells = new CellMerging(counts, min);
        final long[] first = new long[height];
        final long[] second = new long[width];
        for (int i = 0; i < counts.length; i++) {
            cells.slots[i] = counts[i] >= min ? cells.used++ : never[i] ? RakingTable.NEVER : 0;
            first[i / width] += counts[i];
            second[i % width] += counts[i];
        }
        final boolean[] alongSecond = new boolean[counts.length];
        final boolean[] alongFirst = new boolean[counts.length];
        for (int i = 0; i < counts.length; i++) {
            alongSecond[i] =
                    cells.slots[i] == 0 && secondOrdered && (!firstOrdered || first[i / width] <= second[i % width]);
            alongFirst[i] = cells.slots[i] == 0 && firstOrdered && !alongSecond[i];
        }
        for (int g = 0; g < height; g++) {
            cells.join(g * width, 1, width, alongSecond);
        }
        for (int h = 0; h < width; h++) {
            cells.join(h, width, height, alongFirst);
        }
        return cells.slots;
    }

    /** Merges neighbours in one row or column of the table. */
    private void join(final int from, final int step, final int length, final boolean[] along) {
        final List<Integer> open = new ArrayList<>();
        int rows = 0;
        int last = 0;
        for (int i = 0; i < length; i++) {
            final int cell = from + i * step;
            if (!along[cell]) {
                take(open, last);
                rows = 0;
                last = 0;
                continue;
            }
            open.add(cell);
            rows += counts[cell];
            if (rows >= min) {
                last = used++;
                take(open, last);
                rows = 0;
            }
        }
        // The last cells join the slot before them.
        take(open, last);
    }

    private void take(final List<Integer> open, final int slot) {
        open.forEach(cell -> slots[cell] = slot);
        open.clear();
    }
}
