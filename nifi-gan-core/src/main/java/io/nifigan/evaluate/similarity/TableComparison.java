// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.List;

/**
 * The similarity of two tables with the same columns, as defined by SDMetrics' "Column Shapes" and "Column Pair
 * Trends": for one column 1 - the Kolmogorov-Smirnov distance of numbers, 1 - the total variation distance of other
 * values; for two columns 1 - half the difference of Pearson's correlations of numbers, else 1 - the total variation
 * distance of the joint tables, with numbers in 10 bins of equal width over the range of their own table. Identifiers
 * are left out.
 */
public final class TableComparison {
    private final Table real;
    private final Table other;
    private final int[] compared;

    /**
     * @param real the rows to compare with
     * @param other rows of the same columns
     */
    public TableComparison(final Table real, final Table other) {
        final List<Table> aligned = Alignment.align(List.of(real, other));
        this.real = aligned.get(0);
        this.other = aligned.get(1);
        this.compared = ColumnPairs.compared(real);
    }

    /** 100 (1 - mean similarity) over single columns, in percent; 0 if no column is compared. */
    public double shapeError() {
        return 100
                * Arrays.stream(compared)
                        .mapToDouble(column -> 1 - ColumnSimilarity.of(real, other, column))
                        .average()
                        .orElse(0);
    }

    /** 100 (1 - similarity) of one column, in percent; 0 if it is not compared. */
    public double shapeError(final int column) {
        return Arrays.stream(compared).anyMatch(c -> c == column)
                ? 100 * (1 - ColumnSimilarity.of(real, other, column))
                : 0;
    }

    /**
     * 100 (1 - mean similarity) over pairs of columns, in percent; if there are more than 3,000 pairs, over a random
     * 3,000.
     */
    public double trendError() {
        final PairSimilarity pairs = new PairSimilarity(real, other, compared);
        return 100
                * Arrays.stream(ColumnPairs.of(compared))
                        .mapToDouble(pair -> 1 - pairs.similarity(pair[0], pair[1]))
                        .average()
                        .orElse(0);
    }
}
