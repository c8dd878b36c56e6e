// SPDX-License-Identifier: Apache-2.0
package io.nifigan.refine;

import io.nifigan.encode.Block;
import io.nifigan.encode.EncodedTable;
import io.nifigan.encode.Layout;
import io.nifigan.encode.OutputHead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Brings single columns to the shares of the training rows: a bias on each one-hot member by fixed-point steps
 * b += log p_data - log mean p_model, and a map of each continuous number onto equal shares.
 */
public final class MarginalCalibrator {
    private static final int STEPS = 15;
    private static final int KNOTS = 1_000;

    private final Layout layout;
    private final float[] raw;
    private final float[] gumbel;
    private int[] rows;

    /**
     * @param rows   generated rows
     * @param raw    {@code [rows, layout.rawSize()]}, outputs of the generator; the biases that are found are added to them
     * @param gumbel the like of standard Gumbel noise
     */
    public MarginalCalibrator(final Layout layout, final int rows, final float[] raw, final float[] gumbel) {
        this.layout = layout;
        this.rows = IntStream.range(0, rows).toArray();
        this.raw = raw;
        this.gumbel = gumbel;
    }

    /** From here on only some of the rows count, such as those that keep the table's rules. */
    public void restrict(final int[] kept) {
        rows = kept.clone();
    }

    /**
     * Finds the biases.
     *
     * @param training the training rows
     * @return {@code [layout.rawSize()]}, to be added to the generator's outputs besides those found before; 0 for continuous numbers
     */
    public float[] biases(final EncodedTable training) {
        final float[] biases = new float[layout.rawSize()];
        for (int b = 0; b < layout.blocks().size(); b++) {
            final Block block = layout.blocks().get(b);
            if (block.members() > 0) {
                fit(block, training.memberShares(b), biases);
            }
        }
        return biases;
    }

    private void fit(final Block block, final double[] wanted, final float[] biases) {
        final int members = block.members();
        final float[] odds = odds(block);
        final double[] factor = new double[members];
        final double[] mean = new double[members];
        Arrays.fill(factor, 1);
        // A bias b multiplies a member's odds by e^b, so the exponentials of the outputs are needed only once.
        for (int s = 0; s < STEPS; s++) {
            Arrays.fill(mean, 0);
            for (int r = 0; r < rows.length; r++) {
                final int from = r * members;
                double sum = 0;
                for (int i = 0; i < members; i++) {
                    sum += odds[from + i] * factor[i];
                }
                final double share = 1 / (sum * rows.length);
                for (int i = 0; i < members; i++) {
                    mean[i] += odds[from + i] * factor[i] * share;
                }
            }
            for (int i = 0; i < members; i++) {
                factor[i] *= Math.clamp(Math.max(wanted[i], 1e-9) / Math.max(mean[i], 1e-12), 1e-6, 1e6);
            }
        }
        for (int i = 0; i < members; i++) {
            final float bias = (float) Math.log(factor[i]);
            biases[block.rawOffset() + i] = bias;
            for (int at = block.rawOffset() + i; at < raw.length; at += layout.rawSize()) {
                raw[at] += bias;
            }
        }
    }

    /** {@code [rows, members]}: each member's odds, 1 for the likeliest. */
    private float[] odds(final Block block) {
        final int members = block.members();
        final float[] odds = new float[rows.length * members];
        for (int r = 0; r < rows.length; r++) {
            final int from = rows[r] * layout.rawSize() + block.rawOffset();
            float most = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < members; i++) {
                most = Math.max(most, raw[from + i]);
            }
            for (int i = 0; i < members; i++) {
                odds[r * members + i] = (float) Math.exp(raw[from + i] - most);
            }
        }
        return odds;
    }

    /** The maps of continuous numbers; to be called after {@link #biases}. */
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
            if (block.members() == 0 || OutputHead.choose(raw, gumbel, from, block.members()) == block.others()) {
                chosen[count++] = raw[from + block.members()];
            }
        }
        if (count < 2) {
            return new float[] {-1, 1};
        }
        Arrays.sort(chosen, 0, count);
        final float[] map = new float[Math.min(KNOTS, count)];
        for (int i = 0; i < map.length; i++) {
            final double position = Math.clamp(Calibration.shareAt((double) i / (map.length - 1)), 0., 1.) * (count - 1);
            final int low = (int) position;
            final int high = Math.min(count - 1, low + 1);
            map[i] = (float) (chosen[low] + (position - low) * (chosen[high] - chosen[low]));
        }
        return map;
    }
}
