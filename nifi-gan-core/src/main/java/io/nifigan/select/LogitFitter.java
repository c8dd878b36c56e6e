// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import io.nifigan.common.Cancellation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the logits of the tables of a {@link RakingModel} by weighing all rows of a pool, table after table (iterative
 * proportional fitting, Deming and Stephan 1940). Each logit has a normal prior (Chen and Rosenfeld 1999), so that
 * cells of few training rows, whose shares are mostly chance, hardly move. Without it, the logits of hundreds of such
 * cells would add up to weights that only few rows have, and most rows would be made in vain.
 */
final class LogitFitter {
    /**
     * The prior's precision: a cell of so many training rows moves half as far as they say. What is left to be moved,
     * {@link RejectionSampler} does.
     */
    private static final double PRECISION = 50;

    private static final int SWEEPS = 15;
    private static final double MAX_STEP = 1;
    private static final int HALVINGS = 40;

    private final double[] weights;
    private final char[] slots;
    private final int open;
    private double cap = Double.POSITIVE_INFINITY;

    /**
     * @param pool {@code [columns][rows]}: generated rows
     * @param judged {@code [rows]}: the judge's logits
     */
    private LogitFitter(final CellIndex finder, final byte[][] pool, final float[] judged) {
        this.weights = new double[judged.length];
        this.slots = new char[judged.length];
        final int[] rows = finder.open(pool, judged.length);
        this.open = rows.length;
        for (final int r : rows) {
            weights[r] = Math.exp(judged[r]);
        }
    }

    /**
     * @param start tables without logits
     * @param rows how many training rows the tables tell of
     * @param cancellation asked before each table; ends it with the logits found so far
     */
    static RakingModel fit(
            final RakingModel start,
            final byte[][] pool,
            final float[] judged,
            final int rows,
            final Cancellation cancellation) {
        final CellIndex finder = new CellIndex(start);
        final LogitFitter fitter = new LogitFitter(finder, pool, judged);
        final float[][] logits = new float[start.tables().size()][];
        Arrays.setAll(logits, t -> start.tables().get(t).logits().clone());
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            fitter.cap();
            for (int t = 0; t < logits.length && !cancellation.isCancelled(); t++) {
                finder.find(t, pool, fitter.slots);
                fitter.rake(start.tables().get(t), logits[t], rows);
            }
        }
        fitter.cap();
        final List<RakingTable> tables = new ArrayList<>();
        for (int t = 0; t < logits.length; t++) {
            tables.add(start.tables().get(t).withLogits(logits[t]));
        }
        return new RakingModel(start.bins(), start.trees(), tables, (float) Math.log(fitter.cap));
    }

    /** One step of Newton's method for all logits of a table. */
    private void rake(final RakingTable table, final float[] logits, final int rows) {
        final double[] shares = new double[logits.length];
        for (int r = 0; r < weights.length; r++) {
            shares[slots[r]] += Math.min(weights[r], cap);
        }
        final double all = Arrays.stream(shares).sum();
        final double[] factors = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            final double share = shares[i] / all;
            final double step =
                    (rows * (table.targets()[i] - share) - PRECISION * logits[i]) / (rows * share + PRECISION);
            final float moved = (float) Math.clamp(
                    logits[i] + Math.clamp(step, -MAX_STEP, MAX_STEP), -RakingTable.MAX_LOGIT, RakingTable.MAX_LOGIT);
            factors[i] = Math.exp(moved - logits[i]);
            logits[i] = moved;
        }
        for (int r = 0; r < weights.length; r++) {
            weights[r] *= factors[slots[r]];
        }
    }

    /**
     * The weight from which on a row is always kept, as {@link RejectionSampler} finds it: by halving the interval of
     * its logarithm.
     */
    private void cap() {
        double low = Double.MIN_NORMAL;
        double high = Arrays.stream(weights).max().orElse(1);
        for (int i = 0; i < HALVINGS && high > 0; i++) {
            final double middle = Math.sqrt(low * high);
            double kept = 0;
            double lost = 0;
            for (final double weight : weights) {
                kept += Math.min(weight, middle);
                lost += weight > middle ? middle * (1 - middle / weight) : 0;
            }
            if (RejectionSampler.losesMore(lost / kept, kept / middle / open)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        cap = high > 0 ? high : 1;
    }
}
