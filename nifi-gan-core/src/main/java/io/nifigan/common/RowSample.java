// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

/**
 * A deterministic sample of rows, spread evenly over the whole table in a mixed order, so that a sorted table gives
 * varied rows too.
 */
public final class RowSample {
    private static final long STRIDE = 1_237;

    private RowSample() {}

    /**
     * The indices of the sampled rows.
     *
     * @param rows the number of rows of the table
     * @param max the maximum number of sampled rows
     */
    public static int[] of(final int rows, final int max) {
        final int count = Math.min(rows, max);
        // A stride that shares no divisor with the count visits each place once; 1,237 is prime.
        final long stride = count % STRIDE == 0 ? 1 : STRIDE;
        final int[] sample = new int[count];
        for (int i = 0; i < count; i++) {
            sample[i] = (int) (i * stride % count * rows / count);
        }
        return sample;
    }
}
