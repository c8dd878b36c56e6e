// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Concatenates tables. */
final class TableParts {
    private TableParts() {}

    /** A table of the rows of all parts, one after the other; 1 part or more, all with the same columns. */
    static Table concatenate(final List<Table> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        final List<Column> columns = parts.get(0).columns();
        final int rows = parts.stream().mapToInt(Table::rows).sum();
        final double[][] numbers = new double[columns.size()][];
        final int[][] codes = new int[columns.size()][];
        final List<List<String>> dictionaries = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            if (parts.get(0).numbers(c) == null) {
                codes[c] = new int[rows];
                dictionaries.add(codes(parts, c, codes[c]));
            } else {
                numbers[c] = new double[rows];
                int from = 0;
                for (final Table part : parts) {
                    System.arraycopy(part.numbers(c), 0, numbers[c], from, part.rows());
                    from += part.rows();
                }
                dictionaries.add(null);
            }
        }
        return new Table(columns, rows, numbers, codes, dictionaries);
    }

    private static List<String> codes(final List<Table> parts, final int column, final int[] target) {
        final List<String> first = parts.get(0).dictionary(column);
        List<String> merged = first;
        Map<String, Integer> index = null;
        int from = 0;
        for (final Table part : parts) {
            final List<String> dictionary = part.dictionary(column);
            final int[] codes = part.codes(column);
            if (dictionary.equals(first)) {
                System.arraycopy(codes, 0, target, from, codes.length);
            } else {
                if (index == null) {
                    merged = new ArrayList<>(first);
                    index = new HashMap<>();
                    for (int i = 0; i < first.size(); i++) {
                        index.put(first.get(i), i);
                    }
                }
                for (int r = 0; r < codes.length; r++) {
                    target[from + r] = codes[r] < 0 ? -1 : code(dictionary.get(codes[r]), index, merged);
                }
            }
            from += codes.length;
        }
        return merged;
    }

    private static int code(final String value, final Map<String, Integer> index, final List<String> merged) {
        final Integer known = index.putIfAbsent(value, merged.size());
        if (known == null) {
            merged.add(value);
            return merged.size() - 1;
        }
        return known;
    }
}
