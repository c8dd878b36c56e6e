// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.RowBins;
import java.util.List;

/**
 * Brings rows that meet a condition to the tables that are known of them, as {@link RejectionSampler} does for all
 * rows. How what is not known is shared out among a column's groups is estimated from the weights of all rows seen,
 * kept or not.
 */
final class SubgroupBalance {
    private static final double STEP = .05;
    /** The largest weight that counts, as a logarithm above the bound: no single row is to decide. */
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

    /** What a row's cells add to the logarithm of its weight. */
    double logit(final byte[][] codes, final int row) {
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
        return sum;
    }

    /**
     * Notes the row that {@link #logit} was asked for last.
     *
     * @param above its weight without what was added here, as a logarithm above the bound
     */
    void weigh(final double above) {
        final double weight = Math.exp(Math.min(above, MAX_ABOVE));
        for (int t = 0; t < hit.length; t++) {
            if (isOpen[t]) {
                weights[t][hit[t]] += weight;
                sums[t] += weight;
            }
        }
    }

    /** Notes that this row was kept. */
    void count() {
        kept++;
        for (int t = 0; t < hit.length; t++) {
            counts[t][hit[t]]++;
        }
    }
}
