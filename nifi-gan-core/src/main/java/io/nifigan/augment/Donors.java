// SPDX-License-Identifier: Apache-2.0
package io.nifigan.augment;

import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A search for donor rows for the missing fields of a row. Donors are near in the fields that are present, each
 * weighted by its association with the missing ones, and are consistent with these fields.
 */
final class Donors {
    /** The weight of a field without any association. */
    private static final double MIN_WEIGHT = .02;
    /** Fields below this part of the largest weight are left out, because they cost time and change nothing. */
    private static final double NEGLIGIBLE = .1;

    private final DonorPool pool;
    private final DeterminedColumns determined;
    private final OrderConstraints constraints;
    private final boolean mayBeMissing;
    private final NearestRows nearest;

    /**
     * Rows of the pool.
     *
     * @param rows their indices
     * @param weights their weights, above 0
     */
    record Found(int[] rows, double[] weights) {
        int best() {
            int best = 0;
            for (int i = 1; i < weights.length; i++) {
                best = weights[i] > weights[best] ? i : best;
            }
            return rows[best];
        }
    }

    /**
     * @param mayBeMissing whether a donor may lack the field too
     * @param max number of donors to find
     */
    Donors(
            final DonorPool pool,
            final DeterminedColumns determined,
            final OrderConstraints constraints,
            final boolean mayBeMissing,
            final int max) {
        this.pool = pool;
        this.determined = determined;
        this.constraints = constraints;
        this.mayBeMissing = mayBeMissing;
        this.nearest = new NearestRows(pool, max);
    }

    /**
     * @param table the row's table
     * @param cells the current state of the same table
     * @param targets the columns that are missing
     */
    Found find(final Table table, final TableCells cells, final int row, final boolean[] targets) {
        final Feature[] features = pool.features();
        final float[] values = new float[features.length];
        final List<Integer> present = new ArrayList<>();
        final List<Integer> equal = new ArrayList<>();
        for (int c = 0; c < features.length; c++) {
            values[c] = targets[c] || features[c] == null ? Float.NaN : features[c].valueOf(table, c, row);
            if (targets[c]
                    && !mayBeMissing
                    && features[c].present() > 0
                    && features[c].present() < pool.rows().rows()) {
                present.add(c);
            }
            final int determinant = determined.determinant(c);
            if (determinant >= 0 && targets[determinant] && !Float.isNaN(values[c]) && !cells.isMissing(c, row)) {
                equal.add(c);
            }
        }
        final IntPredicate hasValues = donor -> present.stream().noneMatch(c -> features[c].isMissing(donor));
        final float[] known = values.clone();
        final IntPredicate agrees = equal.isEmpty()
                ? hasValues
                : hasValues.and(
                        donor -> equal.stream().allMatch(c -> features[c].values()[donor] == known[c]));
        final IntPredicate fits = constraints.isEmpty()
                ? agrees
                : agrees.and(donor -> constraints.hold(cells, row, targets, pool.rows(), donor));
        final double[] weights = weights(targets, values);
        for (final IntPredicate allowed : List.of(fits, agrees, hasValues, (IntPredicate) donor -> true)) {
            nearest.find(values, weights, allowed);
            if (nearest.rows().length > 0) {
                break;
            }
        }
        return new Found(nearest.rows(), nearest.weights());
    }

    /** The weight of each field; the values of fields that are left out become NaN. */
    private double[] weights(final boolean[] targets, final float[] values) {
        final double[] weights = new double[targets.length];
        int count = 0;
        for (final boolean target : targets) {
            count += target ? 1 : 0;
        }
        double max = 0;
        for (int a = 0; a < weights.length; a++) {
            weights[a] = MIN_WEIGHT;
            for (int b = 0; b < weights.length; b++) {
                weights[a] += targets[b] ? pool.association()[a][b] / count : 0;
            }
            max = Float.isNaN(values[a]) ? max : Math.max(max, weights[a]);
        }
        for (int a = 0; a < weights.length; a++) {
            values[a] = weights[a] < NEGLIGIBLE * max ? Float.NaN : values[a];
        }
        return weights;
    }
}
