// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.augment;

import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The error of imputed values, compared with the hidden true values. */
final class ImputationError {
    private final Table truth;
    private final boolean[][] hidden;

    /** @param hidden {@code [columns][rows]} */
    ImputationError(final Table truth, final boolean[][] hidden) {
        this.truth = truth;
        this.hidden = hidden;
    }

    /** The same rows with some cells set to missing. */
    static Table without(final Table table, final boolean[][] hidden) {
        final int width = table.columns().size();
        final double[][] numbers = new double[width][];
        final int[][] codes = new int[width][];
        final List<List<String>> dictionaries = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            dictionaries.add(table.dictionary(c));
            numbers[c] = table.numbers(c) == null ? null : table.numbers(c).clone();
            codes[c] = table.codes(c) == null ? null : table.codes(c).clone();
            for (int r = 0; r < table.rows(); r++) {
                if (hidden[c][r] && numbers[c] != null) {
                    numbers[c][r] = Double.NaN;
                } else if (hidden[c][r]) {
                    codes[c][r] = -1;
                }
            }
        }
        return new Table(table.columns(), table.rows(), numbers, codes, dictionaries);
    }

    /** The root mean squared error in standard deviations of the column, averaged over numeric columns. */
    double ofNumbers(final Table filled) {
        double sum = 0;
        int columns = 0;
        for (int c = 0; c < hidden.length; c++) {
            final double deviation = truth.numbers(c) == null ? 0 : deviation(truth.numbers(c));
            double squares = 0;
            int count = 0;
            for (int r = 0; r < truth.rows() && deviation > 0; r++) {
                if (hidden[c][r]) {
                    final double error = (filled.numbers(c)[r] - truth.numbers(c)[r]) / deviation;
                    squares += error * error;
                    count++;
                }
            }
            sum += count > 0 ? Math.sqrt(squares / count) : 0;
            columns += count > 0 ? 1 : 0;
        }
        return sum / columns;
    }

    private static double deviation(final double[] values) {
        final double[] present =
                Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        final double mean = Arrays.stream(present).average().orElse(0);
        return Math.sqrt(Arrays.stream(present)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0));
    }

    /** The share of correct values, averaged over all other columns. */
    double accuracy(final Table filled) {
        double sum = 0;
        int columns = 0;
        for (int c = 0; c < hidden.length; c++) {
            int right = 0;
            int count = 0;
            for (int r = 0; r < truth.rows() && truth.numbers(c) == null; r++) {
                if (hidden[c][r]) {
                    right += Objects.equals(filled.value(c, r), truth.value(c, r)) ? 1 : 0;
                    count++;
                }
            }
            sum += count > 0 ? (double) right / count : 0;
            columns += count > 0 ? 1 : 0;
        }
        return sum / columns;
    }
}
