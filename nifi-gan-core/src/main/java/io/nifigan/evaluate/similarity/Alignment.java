// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A conversion of tables with the same columns to shared dictionaries, so that their codes can be compared. Identifiers
 * are unchanged.
 */
public final class Alignment {
    private Alignment() {}

    /**
     * Converts tables to shared dictionaries.
     *
     * @param tables tables with the same columns and kinds
     * @return the same rows with codes of shared dictionaries
     */
    public static List<Table> align(final List<Table> tables) {
        final int width = tables.getFirst().columns().size();
        final int[][][] codes = new int[tables.size()][width][];
        final List<List<String>> dictionaries = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            if (tables.getFirst().column(c).kind().isNumeric()
                    || tables.getFirst().column(c).kind() == ColumnKind.IDENTIFIER) {
                dictionaries.add(null);
                continue;
            }
            final Map<String, Integer> shared = new HashMap<>();
            final List<String> values = new ArrayList<>();
            for (int t = 0; t < tables.size(); t++) {
                codes[t][c] = codes(tables.get(t), c, shared, values);
            }
            dictionaries.add(values);
        }
        final List<Table> aligned = new ArrayList<>();
        for (int t = 0; t < tables.size(); t++) {
            aligned.add(with(tables.get(t), codes[t], dictionaries));
        }
        return aligned;
    }

    private static int[] codes(
            final Table table, final int column, final Map<String, Integer> shared, final List<String> values) {
        final List<String> dictionary = table.dictionary(column);
        final int[] to = new int[dictionary.size()];
        Arrays.fill(to, -1);
        final int[] codes = table.codes(column).clone();
        // Only values that occur are added: the dictionary of selected rows also has values of other rows.
        for (int r = 0; r < codes.length; r++) {
            if (codes[r] >= 0) {
                if (to[codes[r]] < 0) {
                    to[codes[r]] = shared.computeIfAbsent(dictionary.get(codes[r]), text -> {
                        values.add(text);
                        return values.size() - 1;
                    });
                }
                codes[r] = to[codes[r]];
            }
        }
        return codes;
    }

    private static Table with(final Table table, final int[][] codes, final List<List<String>> dictionaries) {
        final List<Column> columns = table.columns();
        final double[][] numbers = new double[columns.size()][];
        final List<List<String>> own = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            numbers[c] = table.numbers(c);
            if (codes[c] == null && numbers[c] == null) {
                codes[c] = table.codes(c);
                own.add(table.dictionary(c));
            } else {
                own.add(dictionaries.get(c));
            }
        }
        return new Table(columns, table.rows(), numbers, codes, own);
    }
}
