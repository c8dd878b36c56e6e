// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.common.RandomStream;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.Comparator;

/**
 * A split of a table into training and held-out rows, stratified by the target column if there is one.
 *
 * @param training the training rows
 * @param heldOut the held-out rows; the training rows if the table is too small to hold any out
 * @param heldOutCount the number of rows really held out
 */
record Split(Table training, Table heldOut, int heldOutCount) {
    private static final int MIN_ROWS = 100;
    private static final int MAX_HELD_OUT = 20_000;

    static Split of(final Table table, final double share, final int target, final long seed) {
        final Rows rows = rows(table, share, target, seed);
        return rows.heldOut().length == 0
                ? new Split(table, table, 0)
                : new Split(table.select(rows.training()), table.select(rows.heldOut()), rows.heldOut().length);
    }

    /**
     * The indices of a split.
     *
     * @param training indices of training rows, in no order
     * @param heldOut indices of held-out rows; empty if the table is too small
     */
    record Rows(int[] training, int[] heldOut) {}

    static Rows rows(final Table table, final double share, final int target, final long seed) {
        final int rows = table.rows();
        final int heldOutCount = rows < MIN_ROWS ? 0 : (int) Math.min(MAX_HELD_OUT, Math.round(share * rows));
        final Integer[] order =
                Arrays.stream(new RandomStream(seed).order(rows)).boxed().toArray(Integer[]::new);
        if (target >= 0) {
            Arrays.sort(
                    order,
                    table.numbers(target) == null
                            ? Comparator.comparingInt(r -> table.codes(target)[r])
                            : Comparator.comparingDouble(r -> table.numbers(target)[r]));
        }
        final int[] training = new int[rows - heldOutCount];
        final int[] heldOut = new int[heldOutCount];
        int t = 0;
        int h = 0;
        for (int i = 0; i < rows; i++) {
            // Held-out rows are spread evenly over the order.
            if ((long) (i + 1) * heldOutCount / rows > (long) i * heldOutCount / rows) {
                heldOut[h++] = order[i];
            } else {
                training[t++] = order[i];
            }
        }
        return new Rows(training, heldOut);
    }
}
