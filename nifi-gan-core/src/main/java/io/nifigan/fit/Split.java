// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.common.RandomStream;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Which rows train and which are kept to measure on. Where there is a target with classes, each class gives its share.
 *
 * @param training rows to learn from
 * @param heldOut rows to measure on; the training rows themselves where the table is too small to keep any
 * @param kept how many rows were really kept from training
 */
record Split(Table training, Table heldOut, int kept) {
    private static final int MIN_ROWS = 100;
    private static final int MAX_KEPT = 20_000;

    static Split of(final Table table, final double share, final int target, final long seed) {
        final Rows rows = rows(table, share, target, seed);
        return rows.heldOut().length == 0
                ? new Split(table, table, 0)
                : new Split(table.select(rows.training()), table.select(rows.heldOut()), rows.heldOut().length);
    }

    /**
     * Which rows of a table go where.
     *
     * @param training rows to learn from, in no order
     * @param heldOut all others; none where the table is too small
     */
    record Rows(int[] training, int[] heldOut) {}

    static Rows rows(final Table table, final double share, final int target, final long seed) {
        final int rows = table.rows();
        final int kept = rows < MIN_ROWS ? 0 : (int) Math.min(MAX_KEPT, Math.round(share * rows));
        final Integer[] order = new Integer[rows];
        Arrays.setAll(order, i -> i);
        final RandomStream random = new RandomStream(seed);
        for (int i = rows - 1; i > 0; i--) {
            final int j = random.nextInt(i + 1);
            final Integer swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        if (target >= 0) {
            Arrays.sort(
                    order,
                    table.numbers(target) == null
                            ? Comparator.comparingInt(r -> table.codes(target)[r])
                            : Comparator.comparingDouble(r -> table.numbers(target)[r]));
        }
        final int[] training = new int[rows - kept];
        final int[] heldOut = new int[kept];
        int t = 0;
        int h = 0;
        for (int i = 0; i < rows; i++) {
            // Every (rows / kept)-th row in the order, spread evenly.
            if ((long) (i + 1) * kept / rows > (long) i * kept / rows) {
                heldOut[h++] = order[i];
            } else {
                training[t++] = order[i];
            }
        }
        return new Rows(training, heldOut);
    }
}
