// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import io.nifigan.common.Cancellation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fits the logits of the tables of a {@link RakingModel} by weighting all rows of a pool, table after table (iterative
 * proportional fitting, Deming and Stephan 1940). Each logit has a normal prior (Chen and Rosenfeld 1999), so that
 * slots of few training rows, whose shares are mostly chance, hardly move. Without it, the logits of hundreds of such
 * slots would add up to weights that only few rows have, and most rows would be rejected.
 */
final class LogitFitter {
    /** The prior's precision for each table, and its limits. Chosen on the tables of docs/research/sampling.md. */
    private static final double PRECISION_PER_TABLE = 1.5;

    private static final double MIN_PRECISION = 50;
    private static final double MAX_PRECISION = 200;

    private static final int SWEEPS = 15;
    private static final double MAX_STEP = 1;
    private static final int HALVINGS = 40;

    private final double[] weights;
    private final char[] slots;
    private final int open;
    private final double precision;
    private double cap = Double.POSITIVE_INFINITY;

    /**
     * @param tables the number of tables
     * @param pool {@code [columns][rows]}: generated rows
     * @param scores {@code [rows]}: the classifier's logits
     */
    private LogitFitter(final CellIndex index, final int tables, final byte[][] pool, final float[] scores) {
        this.precision = precision(tables);
        this.weights = new double[scores.length];
        this.slots = new char[scores.length];
        final int[] rows = index.open(pool, scores.length);
        this.open = rows.length;
        for (final int r : rows) {
            weights[r] = Math.exp(scores[r]);
        }
    }

    /**
     * Fits the logits.
     *
     * @param start tables without logits
     * @param pool {@code [columns][rows]}: bins of generated rows
     * @param scores {@code [rows]}: the classifier's logits of these
     * @param rows the number of training rows that the tables were counted on
     * @param cancellation asked before each table; ends the fit with the logits found so far
     */
    static RakingModel fit(
            final RakingModel start,
            final byte[][] pool,
            final float[] scores,
            final int rows,
            final Cancellation cancellation) {
        final CellIndex index = new CellIndex(start);
        final LogitFitter fitter = new LogitFitter(index, start.tables().size(), pool, scores);
        final float[][] logits = new float[start.tables().size()][];
        Arrays.setAll(logits, t -> start.tables().get(t).logits().clone());
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            fitter.cap();
            for (int t = 0; t < logits.length && !cancellation.isCancelled(); t++) {
                index.find(t, pool, fitter.slots);
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

    /** Takes one step of Newton's method for all logits of a table. */
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
                    (rows * (table.targets()[i] - share) - precision * logits[i]) / (rows * share + precision);
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
     * The prior's precision: a slot of so many training rows moves half way to their share. {@link RakingFeedback}
     * corrects the rest. What is mere chance in the slots adds up over the tables in each row's weight, so more tables
     * need a higher precision.
     */
    private static double precision(final int tables) {
        return Math.clamp(PRECISION_PER_TABLE * tables, MIN_PRECISION, MAX_PRECISION);
    }

    /** Finds the weight from which on a row is always kept, as {@link BoundController} does, by bisection. */
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
            if (BoundController.isTooLow(lost / kept, kept / middle / open)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        cap = high > 0 ? high : 1;
    }
}
