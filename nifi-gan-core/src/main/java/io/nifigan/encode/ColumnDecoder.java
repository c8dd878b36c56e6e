// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.common.RandomStream;

/** Collects what is drawn of one column and writes its values into a table. Not for several threads at once. */
@FunctionalInterface
public interface ColumnDecoder {
    /**
     * Sets the value of a row, or of a part of it. A part without a block is never set.
     *
     * @param part the block's part
     * @param row the row
     * @param member the chosen one-hot member
     * @param share for a continuous number, the share of rows below it
     * @param random draws among the values that share a member
     */
    default void set(final int part, final int row, final int member, final double share, final RandomStream random) {
        throw new IllegalStateException("A column that is not learnt has a block");
    }

    /**
     * Makes a row's value a missing one, after all parts are set. Only of columns that are learnt and
     * {@linkplain Encoding#canMiss can miss} one.
     */
    default void setMissing(final int row) {
        throw new IllegalStateException("A column that is not learnt is missing by a rule");
    }

    /** Writes the column; those that it follows from are written already. */
    void write(DecodedTable table);
}
