// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.common.FastExp;
import io.nifigan.encode.Block;
import io.nifigan.encode.Layout;
import java.util.Arrays;

/**
 * The last layer of the generator, without parameters: it turns raw output into rows for the discriminator, and passes
 * the discriminator's gradient back. One-hot blocks use straight-through Gumbel-softmax (Jang et al. 2017): forward the
 * hard choice argmax(logits + noise), backward the gradient of the soft choice, p (g - &lt;p, g&gt;) / temperature.
 */
public final class GumbelSoftmaxHead {
    private static final float TEMPERATURE = .5f;

    private final Layout layout;
    private final Block[] blocks;
    /** The soft choices before normalization. */
    private final float[] soft;
    /** {@code [rows, blocks]}: the factors that normalize them. */
    private final float[] scales;

    private final int[] chosen;
    /** The distance between two rows in the discriminator's input. */
    private final int stride;

    /** @param maxRows the most rows of a pass */
    public GumbelSoftmaxHead(final Layout layout, final int maxRows) {
        this(layout, maxRows, 0);
    }

    /**
     * @param maxRows the most rows of a pass
     * @param context the numbers that follow each row in the discriminator's input, which are left as they are
     */
    public GumbelSoftmaxHead(final Layout layout, final int maxRows, final int context) {
        this.layout = layout;
        this.stride = layout.rowSize() + context;
        this.soft = new float[maxRows * layout.rawSize()];
        this.blocks = layout.blocks().toArray(Block[]::new);
        this.scales = new float[maxRows * blocks.length];
        this.chosen = new int[maxRows * blocks.length];
    }

    /**
     * Turns raw output into rows.
     *
     * @param rows the number of rows
     * @param raw {@code [rows, layout.rawSize()]}, the generator's output
     * @param gumbel {@code [rows, layout.rawSize()]}, standard Gumbel noise; not used for continuous numbers
     * @param target {@code [rows, layout.rowSize() + context]}, written but for the context
     * @param offset the index in the target at which the rows begin
     */
    public void forward(
            final int rows, final float[] raw, final float[] gumbel, final float[] target, final int offset) {
        final int size = rows * layout.rawSize();
        clear(rows, target, offset);
        // One loop over all numbers is vectorized; loops over the few numbers of a block would not be.
        add(raw, gumbel, size);
        for (int r = 0; r < rows; r++) {
            for (int b = 0; b < blocks.length; b++) {
                final Block block = blocks[b];
                final int from = r * layout.rawSize() + block.rawOffset();
                final int to = offset + r * stride + block.rowOffset();
                int member = block.others();
                if (block.members() > 0) {
                    member = center(from, block.members());
                    target[to + member] = 1;
                }
                chosen[r * blocks.length + b] = member;
                if (block.positioned()) {
                    target[to + block.members()] = block.continuous() && member == block.others()
                            ? raw[from + block.members()]
                            : block.positions()[member];
                }
            }
        }
        FastExp.exp(soft, 1 / TEMPERATURE, size);
        for (int r = 0; r < rows; r++) {
            for (int b = 0; b < blocks.length; b++) {
                scales[r * blocks.length + b] =
                        1 / sum(r * layout.rawSize() + blocks[b].rawOffset(), blocks[b].members());
            }
        }
    }

    private void clear(final int rows, final float[] target, final int offset) {
        if (stride == layout.rowSize()) {
            Arrays.fill(target, offset, offset + rows * stride, 0f);
            return;
        }
        for (int r = 0; r < rows; r++) {
            Arrays.fill(target, offset + r * stride, offset + r * stride + layout.rowSize(), 0f);
        }
    }

    private void add(final float[] raw, final float[] gumbel, final int size) {
        for (int i = 0; i < size; i++) {
            soft[i] = raw[i] + gumbel[i];
        }
    }

    /** Subtracts the greatest of a block's logits from all of them, and returns its index. */
    private int center(final int from, final int members) {
        long max = Long.MIN_VALUE;
        for (int i = 0; i < members; i++) {
            max = Math.max(max, ordered(soft[from + i]) << Integer.SIZE | members - i);
        }
        final int best = members - (int) max;
        final float value = soft[from + best];
        for (int i = from; i < from + members; i++) {
            soft[i] -= value;
        }
        return best;
    }

    private float sum(final int from, final int members) {
        float sum = 0;
        for (int i = from; i < from + members; i++) {
            sum += soft[i];
        }
        return sum;
    }

    /** The index of the member that the noise chooses from a block, other than one excluded member (-1 for none). */
    public static int choose(
            final float[] raw, final float[] gumbel, final int from, final int members, final int excluded) {
        if (excluded < 0) {
            return choose(raw, gumbel, from, members);
        }
        int best = excluded == 0 ? 1 : 0;
        for (int i = best + 1; i < members; i++) {
            if (i != excluded && raw[from + i] + gumbel[from + i] > raw[from + best] + gumbel[from + best]) {
                best = i;
            }
        }
        return best;
    }

    /** The index of the member that the noise chooses from a block: argmax(raw + gumbel). */
    public static int choose(final float[] raw, final float[] gumbel, final int from, final int members) {
        long max = Long.MIN_VALUE;
        for (int i = 0; i < members; i++) {
            max = Math.max(max, ordered(raw[from + i] + gumbel[from + i]) << Integer.SIZE | members - i);
        }
        return members - (int) max;
    }

    /** An integer in the order of the floats: integers compare without branches that could be mispredicted. */
    private static long ordered(final float value) {
        final int bits = Float.floatToRawIntBits(value);
        return bits ^ bits >> 31 & Integer.MAX_VALUE;
    }

    /**
     * Computes the gradient by the raw output of the last forward pass.
     *
     * @param rows the same number of rows
     * @param rowGradient {@code [rows, layout.rowSize() + context]}, the gradient by the rows
     * @param offset the index in that array at which it begins
     * @param factors {@code [rows]}: the factor by which each row's gradient is multiplied
     * @param raw the raw output of the forward pass
     * @param rawGradient {@code [rows, layout.rawSize()]}, written
     */
    public void backward(
            final int rows,
            final float[] rowGradient,
            final int offset,
            final float[] factors,
            final float[] raw,
            final float[] rawGradient) {
        for (int r = 0; r < rows; r++) {
            final float factor = factors[r];
            for (int b = 0; b < blocks.length; b++) {
                final Block block = blocks[b];
                final int from = r * layout.rawSize() + block.rawOffset();
                final int at = offset + r * stride + block.rowOffset();
                final int members = block.members();
                final int member = chosen[r * blocks.length + b];
                final float scale = scales[r * blocks.length + b];
                final float byPosition = block.positioned() ? factor * rowGradient[at + members] : 0;
                final float value = block.continuous() ? raw[from + members] : 0;
                float inner = 0;
                for (int i = 0; i < members; i++) {
                    final float position = i == block.others() ? value : block.positions()[i];
                    final float g = factor * rowGradient[at + i] + byPosition * position;
                    rawGradient[from + i] = g;
                    inner += soft[from + i] * g;
                }
                inner *= scale;
                for (int i = 0; i < members; i++) {
                    rawGradient[from + i] = soft[from + i] * (rawGradient[from + i] - inner) * (scale / TEMPERATURE);
                }
                if (block.continuous()) {
                    rawGradient[from + members] = member == block.others() ? byPosition : 0;
                }
            }
        }
    }
}
