// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.table.Table;

/** Encodes and decodes the values of one column by its {@link Encoding}. Immutable. */
@FunctionalInterface
public interface ColumnCodec {
    /**
     * Encodes the column of some rows.
     *
     * @param table the rows
     * @param blocks for each part of the column the index of its block, -1 for a part without one; at least one part
     *     has a block
     * @param encoded receives the codes
     */
    default void encode(final Table table, final int[] blocks, final EncodedColumns encoded) {
        throw new IllegalStateException("A column that is not learnt has a block");
    }

    /**
     * Counts unusual values: unknown ones, those out of range, and missing ones where the training rows had none.
     *
     * @param table the rows
     * @param blocks as for {@link #encode}, but without any block for a constant column
     * @param counts {@code [rows]}, incremented by 1 for each row with such a value
     */
    default void countUnusual(final Table table, final int[] blocks, final int[] counts) {
        throw new IllegalStateException("A column that is not learnt has a block");
    }

    /** A new decoder for a number of rows. */
    ColumnDecoder decoder(int rows);
}
