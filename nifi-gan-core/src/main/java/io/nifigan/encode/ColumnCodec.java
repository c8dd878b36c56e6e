// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.table.Table;

/**
 * Takes the values of one column to the networks' rows and back: an {@link Encoding} with what it needs at hand.
 * Immutable.
 */
@FunctionalInterface
public interface ColumnCodec {
    /**
     * Encodes the column of some rows.
     *
     * @param table the rows
     * @param blocks for each part of the column the number of its block, -1 where it has nothing to learn; one or more
     *     have
     * @param encoded is given the rows' codes
     */
    default void encode(final Table table, final int[] blocks, final EncodedColumns encoded) {
        throw new IllegalStateException("A column that is not learnt has a block");
    }

    /**
     * Counts values that cannot be placed: never seen, out of range, or missing where none was.
     *
     * @param table the rows
     * @param blocks as for {@link #encode}
     * @param counts {@code [rows]}: raised by 1 where a row has such a value
     */
    default void countUnusual(final Table table, final int[] blocks, final int[] counts) {
        throw new IllegalStateException("A column that is not learnt has a block");
    }

    /** Collects the values of so many rows. */
    ColumnDecoder decoder(int rows);
}
