// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.common.KolmogorovSmirnov;
import io.nifigan.table.Table;
import java.util.Arrays;

/**
 * The similarity of one column in two tables, as in SDMetrics' "Column Shapes": 1 - the Kolmogorov-Smirnov distance of
 * numbers, or 1 - the total variation distance of other values, where "missing" counts as a value.
 */
final class ColumnSimilarity {
    private ColumnSimilarity() {}

    /** The similarity, 0 to 1; both tables must share their dictionaries ({@link Alignment}). */
    static double of(final Table real, final Table other, final int column) {
        return real.column(column).kind().isNumeric()
                ? 1 - KolmogorovSmirnov.of(real.sortedNumbers(column), other.sortedNumbers(column))
                : 1 - totalVariation(real, other, column);
    }

    private static double totalVariation(final Table real, final Table other, final int column) {
        final double[] difference = new double[real.dictionary(column).size() + 1];
        for (final int code : real.codes(column)) {
            difference[code + 1] += 1. / real.rows();
        }
        for (final int code : other.codes(column)) {
            difference[code + 1] -= 1. / other.rows();
        }
        return Math.min(1, Arrays.stream(difference).map(Math::abs).sum() / 2);
    }
}
