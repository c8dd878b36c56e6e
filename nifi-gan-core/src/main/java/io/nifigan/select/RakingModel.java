// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import io.nifigan.trees.BoostedTrees;
import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.RowBins;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The weights of generated rows, learnt after the training. The logarithm of a row's weight is the sum of the
 * classifier's logit and of the logits of the row's slots in the raking tables (raking, Deming and Stephan 1940).
 * {@link RejectionSampler} keeps rows by their weights.
 *
 * @param bins the bins that rows are put into
 * @param trees the classifier of real and generated rows
 * @param tables the tables that kept rows meet
 * @param ranges the ranges of numbers in groups of rows, for rows under conditions
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
            throw new IllegalArgumentException(
                    "A raking model with trees of %d columns, bins of %d, %d tables and the bound %s is not valid"
                            .formatted(trees.unordered().length, bins.columns().size(), tables.size(), bound));
        }
        for (int c = 0; c < bins.columns().size(); c++) {
            if (trees.unordered()[c] != bins.columns().get(c).categorical()) {
                throw new IllegalArgumentException(
                        "The trees of a raking model take column %d for another kind".formatted(c));
            }
        }
        for (final RakingTable table : tables) {
            if (table.first() >= bins.columns().size()
                    || table.second() >= bins.columns().size()
                    || table.slots().length != cells(bins, table)) {
                throw new IllegalArgumentException("A raking table does not fit its columns");
            }
        }
        for (final GroupRange range : ranges) {
            if (range.given() >= bins.columns().size()
                    || range.column() >= bins.columns().size()
                    || bins.columns().get(range.column()).categorical()
                    || range.min().length != bins.columns().get(range.given()).groupCount()) {
                throw new IllegalArgumentException("The ranges of a raking model do not fit their columns");
            }
        }
    }

    /** A model without ranges. */
    RakingModel(final RowBins bins, final BoostedTrees trees, final List<RakingTable> tables, final float bound) {
        this(bins, trees, tables, List.of(), bound);
    }

    /**
     * This model with the ranges of all numbers in tables of two columns.
     *
     * @param codes {@code [columns][rows]}: bins of training rows
     * @param values for each column of the bins {@code [rows]}: the values of these rows, null where not numeric
     */
    public RakingModel withRanges(final byte[][] codes, final IntFunction<double[]> values) {
        final List<GroupRange> found = new ArrayList<>();
        for (final RakingTable table : tables) {
            if (table.second() >= 0
                    && !bins.columns().get(table.first()).isComputed()
                    && !bins.columns().get(table.second()).isComputed()) {
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

    /** A model that keeps every row. */
    public static RakingModel none() {
        return new RakingModel(new RowBins(List.of()), BoostedTrees.none(0), List.of(), List.of(), 0);
    }

    /**
     * What the tables add to the logarithms of rows' weights.
     *
     * @param codes {@code [columns][rows]}: bins of rows
     * @return {@code [rows]}; a structural zero counts as the least logit that a slot can have
     */
    public double[] tableLogits(final byte[][] codes, final int rows) {
        final char[][] slots = new CellIndex(this).find(codes, rows).slots();
        final double[] logits = new double[rows];
        for (int t = 0; t < slots.length; t++) {
            final float[] ofSlots = tables.get(t).logits();
            for (int r = 0; r < rows; r++) {
                logits[r] += slots[t][r] == (char) RakingTable.NEVER ? -RakingTable.MAX_LOGIT : ofSlots[slots[t][r]];
            }
        }
        return logits;
    }

    /** Whether every row is kept. */
    public boolean keepsAll() {
        return trees.roots().length == 0 && tables.isEmpty();
    }
}
