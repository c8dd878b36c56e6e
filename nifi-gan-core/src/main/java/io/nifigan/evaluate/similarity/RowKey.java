// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.table.Table;
import java.util.Arrays;

/**
 * A row's values in some columns, as a key of maps.
 *
 * @param values numbers or codes of a dictionary; missing numbers are equal, and so are missing codes
 */
public record RowKey(double[] values) {
    public static RowKey of(final Table table, final int[] columns, final int row) {
        final double[] values = new double[columns.length];
        for (int i = 0; i < columns.length; i++) {
            final double[] numbers = table.numbers(columns[i]);
            // Adding zero makes -0 and 0 equal.
            values[i] = numbers == null ? table.codes(columns[i])[row] : numbers[row] + 0.;
        }
        return new RowKey(values);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof RowKey that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}
