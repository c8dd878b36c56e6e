// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import io.nifigan.trees.BoostedTrees;
import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.RowBins;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What was learnt after the training to choose among generated rows: a row's weight is e to the sum of a judge's logit
 * and of what the cells that it falls into add (raking, Deming and Stephan 1940). {@link RejectionSampler} keeps rows
 * by their weights.
 *
 * @param bins how rows are put into bins
 * @param trees tells real rows from generated ones
 * @param tables what the kept rows are to meet
 * @param ranges how far numbers reached in groups of rows; of use under conditions
 * @param bound the logarithm of the weight from which on a row is always kept
 */
public record RakingModel(
        RowBins bins, BoostedTrees trees, List<RakingTable> tables, List<GroupRange> ranges, float bound) {
    private static final int MAX_TABLES = 20_000;

    public RakingModel {
        tables = List.copyOf(tables);
        ranges = List.copyOf(ranges);
        if (trees.unordered().length != bins.columns().size()
                || Math.max(tables.size(), ranges.size()) > MAX_TABLES
                || !Float.isFinite(bound)) {
            throw new IllegalArgumentException("A refinement of %d columns for %d, with %d tables and the bound %s"
                    .formatted(trees.unordered().length, bins.columns().size(), tables.size(), bound));
        }
        for (int c = 0; c < bins.columns().size(); c++) {
            if (trees.unordered()[c] != bins.columns().get(c).categorical()) {
                throw new IllegalArgumentException("The judge takes column %d for another kind".formatted(c));
            }
        }
        for (final RakingTable table : tables) {
            if (table.first() >= bins.columns().size()
                    || table.second() >= bins.columns().size()
                    || table.slots().length != cells(bins, table)) {
                throw new IllegalArgumentException("A table to rake to does not fit its columns");
            }
        }
        for (final GroupRange range : ranges) {
            if (range.given() >= bins.columns().size()
                    || range.column() >= bins.columns().size()
                    || bins.columns().get(range.column()).categorical()
                    || range.min().length != bins.columns().get(range.given()).groupCount()) {
                throw new IllegalArgumentException("The ranges of groups do not fit their columns");
            }
        }
    }

    /** A refinement without ranges. */
    RakingModel(final RowBins bins, final BoostedTrees trees, final List<RakingTable> tables, final float bound) {
        this(bins, trees, tables, List.of(), bound);
    }

    /**
     * The same with the ranges of all numbers in tables of pairs.
     *
     * @param codes {@code [columns][rows]}: bins of training rows
     * @param values for each column of the bins {@code [rows]}: what these rows have, null where it is not numeric
     */
    public RakingModel withRanges(final byte[][] codes, final IntFunction<double[]> values) {
        final List<GroupRange> found = new ArrayList<>();
        for (final RakingTable table : tables) {
            if (table.second() >= 0) {
                addRange(table.first(), table.second(), codes, values, found);
                addRange(table.second(), table.first(), codes, values, found);
            }
        }
        return new RakingModel(bins, trees, tables, found, bound);
    }

    private void addRange(
            final int given,
            final int column,
            final byte[][] codes,
            final IntFunction<double[]> values,
            final List<GroupRange> found) {
        if (!bins.columns().get(column).categorical()) {
            found.add(GroupRange.of(bins, given, column, codes, values.apply(column)));
        }
    }

    private static int cells(final RowBins bins, final RakingTable table) {
        final ColumnBins first = bins.columns().get(table.first());
        return table.second() < 0
                ? first.bins()
                : first.groupCount() * bins.columns().get(table.second()).groupCount();
    }

    /** A refinement that keeps every row. */
    public static RakingModel none() {
        return new RakingModel(new RowBins(List.of()), BoostedTrees.none(0), List.of(), List.of(), 0);
    }

    /** Whether every row is kept. */
    public boolean keepsAll() {
        return trees.roots().length == 0 && tables.isEmpty();
    }
}
