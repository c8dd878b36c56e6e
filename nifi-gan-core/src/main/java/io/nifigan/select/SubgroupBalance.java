// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.RowBins;
import java.util.List;

/**
 * Raises the weights of rows that the kept rows under a condition lack, as {@link RakingFeedback} does for all rows.
 * The share of each group is known in part ({@link SubgroupTable}); how the rest is shared out among the groups is
 * estimated from the weights of all rows seen, kept or not. Not thread-safe.
 */
final class SubgroupBalance {
    /** How much a missing row adds to a logit. Chosen on the eight conditions of docs/figures.md. */
    private static final double STEP = .05;
    /** The largest log weight above the bound that counts: no single row may decide. */
    private static final double MAX_ABOVE = 1;

    private final List<SubgroupTable> tables;
    private final int[][] groupsOf;
    private final double[][] weights;
    private final double[] sums;
    private final long[][] counts;
    private final int[] hit;
    private final boolean[] isOpen;
    private long kept;

    SubgroupBalance(final RowBins bins, final List<SubgroupTable> tables) {
        this.tables = List.copyOf(tables);
        this.groupsOf = bins.columns().stream().map(ColumnBins::groups).toArray(int[][]::new);
        this.weights = new double[tables.size()][];
        this.counts = new long[tables.size()][];
        for (int t = 0; t < tables.size(); t++) {
            weights[t] = new double[tables.get(t).known().length];
            counts[t] = new long[weights[t].length];
        }
        this.sums = new double[tables.size()];
        this.hit = new int[tables.size()];
        this.isOpen = new boolean[tables.size()];
    }

    /** Whether no tables are known. */
    boolean isEmpty() {
        return tables.isEmpty();
    }

    /**
     * What a row's groups add to the logarithm of its weight; 0 where no tables are known.
     *
     * @param codes {@code [columns][rows]}: the rows' bins
     * @param above the logarithm of the row's weight without this, less the bound
     */
    double logit(final byte[][] codes, final int row, final double above) {
        double sum = 0;
        for (int t = 0; t < hit.length; t++) {
            final SubgroupTable table = tables.get(t);
            hit[t] = groupsOf[table.column()][codes[table.column()][row] & 0xFF];
            isOpen[t] = table.isOpen()[
                    groupsOf[table.given()][codes[table.given()][row] & 0xFF] * table.known().length + hit[t]];
            final double open = sums[t] > 0 ? weights[t][hit[t]] / sums[t] : 0;
            final double lacking = kept * (table.known()[hit[t]] + table.open() * open) - counts[t][hit[t]];
            sum += Math.clamp(STEP * lacking, -RakingTable.MAX_LOGIT, RakingTable.MAX_LOGIT);
        }
        weigh(above);
        return sum;
    }

    /** Counts the weight of the row, whether it is kept or not, in the cells that are not known. */
    private void weigh(final double above) {
        final double weight = isEmpty() ? 0 : Math.exp(Math.min(above, MAX_ABOVE));
        for (int t = 0; t < hit.length; t++) {
            if (isOpen[t]) {
                weights[t][hit[t]] += weight;
                sums[t] += weight;
            }
        }
    }

    /** Counts the row that {@link #logit} was last asked for as kept. */
    void kept() {
        kept++;
        for (int t = 0; t < hit.length; t++) {
            counts[t][hit[t]]++;
        }
    }
}
