// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.common.RandomStream;

/** Decodes the values of one column and writes them into a table. Not thread-safe. */
@FunctionalInterface
public interface ColumnDecoder {
    /**
     * Sets a row's value, or one part of it. A part without a block is never set.
     *
     * @param part the block's part
     * @param row the row
     * @param member the chosen one-hot member
     * @param share for a continuous number, the share of rows below it
     * @param random draws one of the values of a group
     */
    default void set(final int part, final int row, final int member, final double share, final RandomStream random) {
        throw new IllegalStateException("A column that is not learnt has a block");
    }

    /**
     * Sets a row's value to missing, after all parts are set. Only for columns with blocks that
     * {@linkplain Encoding#canMiss can be missing}.
     */
    default void setMissing(final int row) {
        throw new IllegalStateException("A column without blocks cannot be set to missing");
    }

    /** Writes the column. The caller has already written the columns that it depends on. */
    void write(DecodedTable table);
}
