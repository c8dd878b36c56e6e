// SPDX-License-Identifier: Apache-2.0
package io.nifigan.refine;

import java.util.List;

/**
 * What was learnt after the game to choose among generated rows: a row's weight is e to the sum of a judge's logit and of what the cells
 * that it falls into add (raking, Deming and Stephan 1940). {@link Selection} keeps rows by their weights.
 *
 * @param bins   how rows are put into bins
 * @param judge  tells real rows from generated ones
 * @param tables what the kept rows are to meet
 * @param bound  the logarithm of the weight from which on a row is always kept
 */
public record Refinement(RowBins bins, TreeJudge judge, List<RakingTable> tables, float bound) {
    private static final int MOST_TABLES = 20_000;

    public Refinement {
        tables = List.copyOf(tables);
        if (judge.unordered().length != bins.columns().size() || tables.size() > MOST_TABLES || !Float.isFinite(bound)) {
            throw new IllegalArgumentException("A refinement of %d columns for %d, with %d tables and the bound %s".formatted(judge.unordered().length,
                    bins.columns().size(), tables.size(), bound));
        }
        for (int c = 0; c < bins.columns().size(); c++) {
            if (judge.unordered()[c] != bins.columns().get(c).isCategory()) {
                throw new IllegalArgumentException("The judge takes column %d for another kind".formatted(c));
            }
        }
        for (final RakingTable table : tables) {
            if (table.first() >= bins.columns().size() || table.second() >= bins.columns().size() || table.slots().length != cells(bins, table)) {
                throw new IllegalArgumentException("A table to rake to does not fit its columns");
            }
        }
    }

    private static int cells(final RowBins bins, final RakingTable table) {
        final ColumnBins first = bins.columns().get(table.first());
        return table.second() < 0 ? first.bins() : first.groupCount() * bins.columns().get(table.second()).groupCount();
    }

    /** A refinement that keeps every row. */
    public static Refinement none() {
        return new Refinement(new RowBins(List.of()), TreeJudge.none(0), List.of(), 0);
    }

    /** Whether every row is kept. */
    public boolean keepsAll() {
        return judge.roots().length == 0 && tables.isEmpty();
    }
}
