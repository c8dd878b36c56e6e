// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import java.util.ArrayList;
import java.util.List;

/**
 * Which cells of a table of pairs share a slot. A cell with enough training rows has one of its own. Neighbours with
 * fewer are put together, along that column whose groups are larger: so the narrow groups of the other, its tails above
 * all, keep what is known of them, though coarser. What is still too little, and cells of columns without an order,
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
     * @param width how many groups the second column has
     * @param firstOrdered whether the first column's groups go by its values
     * @param secondOrdered whether the second column's do
     * @param never {@code [cells]}: which cells are to stay empty
     * @param min so many rows make a slot
     * @return {@code [cells]}: each cell's slot, counted from 0, which is the shared one; or {@link RakingTable#NEVER}
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

    /** Puts neighbours of one line together. */
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
        // What is left over goes to the slot before it.
        take(open, last);
    }

    private void take(final List<Integer> open, final int slot) {
        open.forEach(cell -> slots[cell] = slot);
        open.clear();
    }
}
