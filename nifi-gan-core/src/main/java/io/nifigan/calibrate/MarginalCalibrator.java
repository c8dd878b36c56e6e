// SPDX-License-Identifier: Apache-2.0
package io.nifigan.calibrate;

import io.nifigan.encode.Block;
import io.nifigan.encode.Layout;
import io.nifigan.train.CategoryFrequencies;
import io.nifigan.train.GumbelSoftmaxHead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The calibrator of single columns: it gives generated rows the marginal distributions of the training rows. For each
 * one-hot member it finds a bias, by damped Newton steps on the mean shares; for each continuous number it finds a
 * monotone map to the share of rows below.
 */
public final class MarginalCalibrator {
    private static final int MAX_STEPS = 60;
    private static final double TOLERANCE = 1e-4;
    private static final double MAX_STEP = 1.5;
    private static final double MIN_SLOPE = 1e-7;
    private static final int KNOTS = 1_000;

    private final Layout layout;
    private final float[] raw;
    private final float[] gumbel;
    private int[] rows;

    /**
     * @param rows the number of generated rows
     * @param raw {@code [rows, layout.rawSize()]}, outputs of the generator; {@link #biases} adds its biases to them
     * @param gumbel {@code [rows, layout.rawSize()]}, standard Gumbel noise
     */
    public MarginalCalibrator(final Layout layout, final int rows, final float[] raw, final float[] gumbel) {
        this.layout = layout;
        this.rows = IntStream.range(0, rows).toArray();
        this.raw = raw;
        this.gumbel = gumbel;
    }

    /** Restricts the calibration to some rows, such as those that keep the table's rules. */
    public void restrict(final int[] kept) {
        rows = kept.clone();
    }

    /**
     * Finds the biases.
     *
     * @param training the frequencies in the training rows
     * @return {@code [layout.rawSize()]}, to be added to the generator's biases after those found before; 0 for
     *     continuous numbers
     */
    public float[] biases(final CategoryFrequencies training) {
        final float[] biases = new float[layout.rawSize()];
        for (int b = 0; b < layout.blocks().size(); b++) {
            final Block block = layout.blocks().get(b);
            if (block.members() > 0) {
                fit(block, training.shares().get(b), biases);
            }
        }
        return biases;
    }

    private void fit(final Block block, final double[] wanted, final float[] biases) {
        final int members = block.members();
        final float[] odds = odds(block);
        final double[] bias = new double[members];
        final double[] factor = new double[members];
        final double[] mean = new double[members];
        final double[] slope = new double[members];
        // A bias b multiplies a member's odds by e^b, so the exponentials of the outputs are needed only once.
        for (int s = 0; s < MAX_STEPS; s++) {
            for (int i = 0; i < members; i++) {
                factor[i] = Math.exp(bias[i]);
            }
            shares(odds, factor, mean, slope);
            double furthest = 0;
            for (int i = 0; i < members; i++) {
                // Half a Newton step for each member, since what one gains the others lose: with two members that is
                // the
                // whole step. A step in the logarithm of the share would converge too slowly for members with small
                // slopes.
                final double missing = wanted[i] - mean[i];
                furthest = Math.max(furthest, Math.abs(missing));
                bias[i] += Math.clamp(missing / (2 * slope[i] + MIN_SLOPE), -MAX_STEP, MAX_STEP);
            }
            if (furthest < TOLERANCE) {
                break;
            }
        }
        for (int i = 0; i < members; i++) {
            biases[block.rawOffset() + i] = (float) bias[i];
            for (int at = block.rawOffset() + i; at < raw.length; at += layout.rawSize()) {
                raw[at] += (float) bias[i];
            }
        }
    }

    /** Computes each member's mean share over the rows, and its derivative by the member's own bias. */
    private void shares(final float[] odds, final double[] factor, final double[] mean, final double[] slope) {
        final int members = factor.length;
        Arrays.fill(mean, 0);
        Arrays.fill(slope, 0);
        for (int r = 0; r < rows.length; r++) {
            final int from = r * members;
            double sum = 0;
            for (int i = 0; i < members; i++) {
                sum += odds[from + i] * factor[i];
            }
            final double scale = 1 / sum;
            for (int i = 0; i < members; i++) {
                final double share = odds[from + i] * factor[i] * scale;
                mean[i] += share;
                slope[i] += share * (1 - share);
            }
        }
        for (int i = 0; i < members; i++) {
            mean[i] /= rows.length;
            slope[i] /= rows.length;
        }
    }

    /** {@code [rows, members]}: each member's odds relative to the likeliest member. */
    private float[] odds(final Block block) {
        final int members = block.members();
        final float[] odds = new float[rows.length * members];
        for (int r = 0; r < rows.length; r++) {
            final int from = rows[r] * layout.rawSize() + block.rawOffset();
            float max = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < members; i++) {
                max = Math.max(max, raw[from + i]);
            }
            for (int i = 0; i < members; i++) {
                odds[r * members + i] = (float) Math.exp(raw[from + i] - max);
            }
        }
        return odds;
    }

    /** The maps of continuous numbers. Must be called after {@link #biases}. */
    public Calibration maps() {
        final List<float[]> maps = new ArrayList<>();
        for (final Block block : layout.blocks()) {
            maps.add(block.continuous() ? map(block) : null);
        }
        return new Calibration(maps);
    }

    private float[] map(final Block block) {
        final float[] chosen = new float[rows.length];
        int count = 0;
        for (final int r : rows) {
            final int from = r * layout.rawSize() + block.rawOffset();
            if (block.members() == 0
                    || GumbelSoftmaxHead.choose(raw, gumbel, from, block.members()) == block.others()) {
                chosen[count++] = raw[from + block.members()];
            }
        }
        if (count < 2) {
            return new float[] {-1, 1};
        }
        Arrays.sort(chosen, 0, count);
        final float[] map = new float[Math.min(KNOTS, count)];
        for (int i = 0; i < map.length; i++) {
            final double position =
                    Math.clamp(Calibration.shareAt((double) i / (map.length - 1)), 0., 1.) * (count - 1);
            final int low = (int) position;
            final int high = Math.min(count - 1, low + 1);
            map[i] = (float) (chosen[low] + (position - low) * (chosen[high] - chosen[low]));
        }
        return map;
    }
}
