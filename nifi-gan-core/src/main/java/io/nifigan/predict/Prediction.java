// SPDX-License-Identifier: Apache-2.0
package io.nifigan.predict;

import io.nifigan.table.Column;
import io.nifigan.table.Table;
import io.nifigan.trees.BoostedTrees;
import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.RowBins;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The prediction of a number's rank from other columns of its row, by boosted regression trees. Ranks are standard
 * normal numbers: 0 is the median.
 *
 * @param inputs the bins of the columns that the trees see, computed features included
 * @param trees the trees, whose sum is the rank less {@code mean}
 * @param mean the mean rank
 */
public record Prediction(RowBins inputs, BoostedTrees trees, double mean) {
    public Prediction {
        Objects.requireNonNull(inputs, "inputs");
        Objects.requireNonNull(trees, "trees");
        if (inputs.columns().isEmpty()
                || trees.unordered().length != inputs.columns().size()) {
            throw new IllegalArgumentException("A prediction has trees of %d columns for %d inputs"
                    .formatted(trees.unordered().length, inputs.columns().size()));
        }
        for (int i = 0; i < trees.unordered().length; i++) {
            if (trees.unordered()[i] != inputs.columns().get(i).categorical()) {
                throw new IllegalArgumentException(
                        "Input %d of a prediction is not of the kind that its trees split".formatted(i));
            }
        }
        if (!Double.isFinite(mean)) {
            throw new IllegalArgumentException("The mean of a prediction is not finite");
        }
    }

    /** The indices of the table's columns that the prediction depends on, rising. */
    public int[] columns() {
        return inputs.columns().stream()
                .flatMapToInt(bins ->
                        bins.isComputed() ? IntStream.of(bins.feature().columns()) : IntStream.of(bins.column()))
                .sorted()
                .distinct()
                .toArray();
    }

    /** Whether the inputs can be computed from a table with these columns. */
    public boolean fits(final List<Column> columns) {
        return inputs.columns().stream().allMatch(bins -> fits(bins, columns));
    }

    private static boolean fits(final ColumnBins bins, final List<Column> columns) {
        return bins.isComputed()
                ? bins.feature().fits(columns)
                : bins.column() < columns.size()
                        && columns.get(bins.column()).kind().isNumeric() != bins.categorical();
    }

    /** The predicted rank of each row, {@code [rows]}. Only the columns that it depends on are read. */
    public float[] ranks(final Table table) {
        return ranks(trees.logits(inputs.codes(table), table.rows()));
    }

    /** The ranks of rows of which the sums of the trees are given, in the array of the sums. */
    float[] ranks(final float[] sums) {
        for (int r = 0; r < sums.length; r++) {
            sums[r] += (float) mean;
        }
        return sums;
    }
}
