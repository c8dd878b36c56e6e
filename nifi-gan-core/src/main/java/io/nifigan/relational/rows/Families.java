// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational.rows;

import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The rows of a table grouped by the row of the parent table that they belong to, each group in order. A row without a
 * parent is a family of its own.
 *
 * @param parent {@code [families]}: the row of the parent table, -1 for none
 * @param start {@code [families + 1]}: the index in {@code rows} of each family's first row
 * @param rows the rows of the child table, family after family
 */
public record Families(int[] parent, int[] start, int[] rows) {
    /**
     * Groups rows.
     *
     * @param parentOf {@code [rows]}: the row of the parent table, -1 for none
     * @param order orders the rows of a family
     */
    public static Families of(final int[] parentOf, final Comparator<Integer> order) {
        final int[] sorted = IntStream.range(0, parentOf.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(r -> parentOf[r] < 0 ? Integer.MAX_VALUE : parentOf[r])
                        .thenComparing(order)
                        .thenComparing(Comparator.naturalOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
        final int[] parents = new int[sorted.length];
        final int[] starts = new int[sorted.length + 1];
        int families = 0;
        for (int i = 0; i < sorted.length; i++) {
            final int parent = parentOf[sorted[i]];
            if (i == 0 || parent < 0 || parent != parentOf[sorted[i - 1]]) {
                parents[families] = parent;
                starts[families++] = i;
            }
        }
        starts[families] = sorted.length;
        return new Families(Arrays.copyOf(parents, families), Arrays.copyOf(starts, families + 1), sorted);
    }

    /** The number of families. */
    public int count() {
        return parent.length;
    }

    /** The number of rows of a family. */
    public int length(final int family) {
        return start[family + 1] - start[family];
    }

    /** {@code [rows of the child]}: the row of the parent that a foreign key refers to, -1 for none. */
    public static int[] parents(final Table child, final int column, final Table parent, final int key) {
        final Map<String, Integer> rowOfKey = new HashMap<>();
        for (int r = 0; r < parent.rows(); r++) {
            if (parent.codes(key)[r] >= 0) {
                rowOfKey.putIfAbsent(parent.dictionary(key).get(parent.codes(key)[r]), r);
            }
        }
        final List<String> dictionary = child.dictionary(column);
        final int[] rowOfCode = new int[dictionary.size()];
        for (int i = 0; i < rowOfCode.length; i++) {
            rowOfCode[i] = rowOfKey.getOrDefault(dictionary.get(i), -1);
        }
        final int[] rows = new int[child.rows()];
        Arrays.setAll(rows, r -> child.codes(column)[r] < 0 ? -1 : rowOfCode[child.codes(column)[r]]);
        return rows;
    }

    /** Orders rows by columns of a table; missing values come last. */
    public static Comparator<Integer> order(final Table table, final int[] columns) {
        Comparator<Integer> order = (a, b) -> 0;
        for (final int column : columns) {
            order = order.thenComparing(
                    table.column(column).kind().isNumeric()
                            ? Comparator.comparingDouble(r -> table.numbers(column)[r])
                            : Comparator.comparing(
                                    r -> table.isMissing(column, r)
                                            ? null
                                            : table.dictionary(column).get(table.codes(column)[r]),
                                    Comparator.nullsLast(Comparator.naturalOrder())));
        }
        return order;
    }
}
