// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import io.nifigan.common.RandomStream;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Shares a table's rows out among nodes. */
final class Shares {
    private Shares() {}

    /**
     * @param column by whose values rows are shared out, the lowest to the first; ties at random; null for all at
     *     random
     * @return as many tables, of equally many rows give or take one
     * @throws IllegalArgumentException where there is no such column or a node would have no row
     */
    static List<Table> of(final Table table, final int nodes, final String column, final RandomStream random) {
        final int place = IntStream.range(0, table.columns().size())
                .filter(c -> table.column(c).name().equals(column))
                .findFirst()
                .orElse(-1);
        if (column != null && place < 0) {
            throw new IllegalArgumentException("There is no column '%s' to share rows out by".formatted(column));
        }
        if (table.rows() < nodes) {
            throw new IllegalArgumentException("There are %d rows for %d nodes".formatted(table.rows(), nodes));
        }
        final Integer[] order = new Integer[table.rows()];
        Arrays.setAll(order, r -> r);
        for (int i = order.length - 1; i > 0; i--) {
            final int j = random.nextInt(i + 1);
            final Integer swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        if (place >= 0) {
            Arrays.sort(
                    order,
                    table.numbers(place) == null
                            ? Comparator.comparing(r -> table.isMissing(place, r)
                                    ? ""
                                    : table.dictionary(place).get(table.codes(place)[r]))
                            : Comparator.comparingDouble(r -> table.numbers(place)[r]));
        }
        final List<Table> shares = new ArrayList<>();
        for (int n = 0; n < nodes; n++) {
            final int from = (int) ((long) order.length * n / nodes);
            final int to = (int) ((long) order.length * (n + 1) / nodes);
            shares.add(table.select(IntStream.range(from, to).map(i -> order[i]).toArray()));
        }
        return shares;
    }
}
