// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import io.nifigan.table.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The binning of a table's rows, column by column.
 *
 * @param columns the bins of each column that is used: all but identifiers and constants. Those of computed features
 *     follow them
 */
public record RowBins(List<ColumnBins> columns) {
    public RowBins {
        columns = List.copyOf(columns);
    }

    /** The bins of each row as unsigned bytes: {@code [columns][rows]}. */
    public byte[][] codes(final Table table) {
        final byte[][] codes = new byte[columns.size()][];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = codes(i, table);
        }
        return codes;
    }

    /** The bins of each row in one column, as unsigned bytes: {@code [rows]}. */
    public byte[] codes(final int index, final Table table) {
        final byte[] codes = new byte[table.rows()];
        final ColumnBins bins = columns.get(index);
        if (bins.categorical()) {
            texts(bins, table, codes);
        } else {
            final double[] values = bins.isComputed() ? bins.feature().values(table) : table.numbers(bins.column());
            for (int r = 0; r < values.length; r++) {
                codes[r] = (byte) bins.binOf(values[r]);
            }
        }
        return codes;
    }

    private static void texts(final ColumnBins bins, final Table table, final byte[] codes) {
        final Map<String, Integer> known = new HashMap<>();
        for (int i = 0; i < bins.values().size(); i++) {
            known.putIfAbsent(bins.values().get(i), i + 1);
        }
        final List<String> dictionary = table.dictionary(bins.column());
        final byte[] binOf = new byte[dictionary.size()];
        for (int i = 0; i < binOf.length; i++) {
            binOf[i] = (byte) (int) known.getOrDefault(dictionary.get(i), bins.bins() - 1);
        }
        final int[] values = table.codes(bins.column());
        for (int r = 0; r < values.length; r++) {
            codes[r] = values[r] < 0 ? 0 : binOf[values[r]];
        }
    }
}
