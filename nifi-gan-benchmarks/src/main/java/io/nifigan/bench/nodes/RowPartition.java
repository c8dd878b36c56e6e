// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.nodes;

import io.nifigan.common.RandomStream;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A partition of a table's rows among nodes. */
final class RowPartition {
    private RowPartition() {}

    /**
     * @param column the column whose values decide, lowest values to the first node and ties at random; null for a
     *     random partition
     * @return one table per node; their sizes differ by at most one row
     * @throws IllegalArgumentException if the column does not exist or a node would have no row
     */
    static List<Table> of(final Table table, final int nodes, final String column, final RandomStream random) {
        final int place = IntStream.range(0, table.columns().size())
                .filter(c -> table.column(c).name().equals(column))
                .findFirst()
                .orElse(-1);
        if (column != null && place < 0) {
            throw new IllegalArgumentException("There is no column '%s' to partition the rows by".formatted(column));
        }
        if (table.rows() < nodes) {
            throw new IllegalArgumentException("There are only %d rows for %d nodes".formatted(table.rows(), nodes));
        }
        final Integer[] order =
                Arrays.stream(random.order(table.rows())).boxed().toArray(Integer[]::new);
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
