// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nifigan.common.FastExp;
import io.nifigan.encode.Block;
import io.nifigan.encode.Layout;
import java.util.List;
import org.junit.jupiter.api.Test;

class GumbelSoftmaxHeadTest {
    private static final float TEMPERATURE = .5f;
    /** A number with two atoms and others, a category of three, a plain number. */
    private static final Layout LAYOUT = new Layout(
            List.of(
                    new Block(0, 0, 0, 0, 3, 2, true, true, new float[] {-1.5f, .5f, 0}),
                    new Block(1, 0, 4, 4, 3, -1, false, false, new float[3]),
                    new Block(2, 0, 7, 7, 0, -1, true, true, new float[0])),
            8,
            8);

    private static final float[] RAW = {.3f, -.2f, .9f, 1.7f, .1f, .8f, -.5f, -2.2f};
    private static final float[] GUMBEL = {.2f, 1f, .3f, 9f, .4f, -.7f, .1f, 9f};
    private static final float[] BY_ROW = {.5f, -1f, 2f, .7f, -.3f, 1.1f, .2f, .6f};

    @Test
    void choosesHardMembersAndShowsTheirPositions() {
        final GumbelSoftmaxHead head = new GumbelSoftmaxHead(LAYOUT, 1);
        final float[] row = new float[9];
        head.forward(1, RAW, GUMBEL, row, 1);
        // .9 + .3 beats -.2 + 1 and .3 + .2: the continuous number 1.7 counts; .4 + .1 is the most of the category.
        assertArrayEquals(new float[] {0, 0, 0, 1, 1.7f, 1, 0, 0, -2.2f}, row);
        final float[] atom = RAW.clone();
        atom[1] = 5;
        head.forward(1, atom, GUMBEL, row, 1);
        assertArrayEquals(new float[] {0, 0, 1, 0, .5f, 1, 0, 0, -2.2f}, row);
    }

    /** What the soft choices would give: the function whose gradient straight-through uses. */
    private static double soft(final float[] raw) {
        double sum = 0;
        final int[][] blocks = {{0, 3}, {4, 3}};
        final float[][] positions = {{-1.5f, .5f, RAW[3]}, {0, 0, 0}};
        for (int b = 0; b < blocks.length; b++) {
            final int from = blocks[b][0];
            double total = 0;
            for (int i = 0; i < 3; i++) {
                total += Math.exp((raw[from + i] + GUMBEL[from + i]) / TEMPERATURE);
            }
            for (int i = 0; i < 3; i++) {
                final double share = Math.exp((raw[from + i] + GUMBEL[from + i]) / TEMPERATURE) / total;
                sum += share * (BY_ROW[from + i] + (b == 0 ? BY_ROW[3] * positions[b][i] : 0));
            }
        }
        return sum;
    }

    @Test
    void gradientIsThatOfTheSoftChoice() {
        final GumbelSoftmaxHead head = new GumbelSoftmaxHead(LAYOUT, 1);
        final float[] row = new float[8];
        final float[] gradient = new float[8];
        head.forward(1, RAW, GUMBEL, row, 0);
        head.backward(1, BY_ROW, 0, new float[] {2}, RAW, gradient);
        for (final int i : new int[] {0, 1, 2, 4, 5, 6}) {
            final float[] up = RAW.clone();
            final float[] down = RAW.clone();
            up[i] += .01f;
            down[i] -= .01f;
            assertEquals(2 * (soft(up) - soft(down)) / (up[i] - down[i]), gradient[i], 2e-3, "logit " + i);
        }
        assertEquals(2 * BY_ROW[3], gradient[3], 1e-6, "the continuous number that counts");
        assertEquals(2 * BY_ROW[7], gradient[7], 1e-6, "the plain number");
    }

    @Test
    void unusedContinuousNumberHasNoGradient() {
        final GumbelSoftmaxHead head = new GumbelSoftmaxHead(LAYOUT, 1);
        final float[] raw = RAW.clone();
        raw[0] = 9;
        final float[] gradient = new float[8];
        head.forward(1, raw, GUMBEL, new float[8], 0);
        head.backward(1, BY_ROW, 0, new float[] {1}, raw, gradient);
        assertEquals(0, gradient[3]);
    }

    @Test
    void fastExponentialIsNearTheExactOne() {
        final float[] values = new float[1_752];
        for (int i = 0; i < values.length; i++) {
            values[i] = -.0137f / 2 * i;
        }
        final float[] exponents = values.clone();
        FastExp.exp(values, 2, values.length);
        for (int i = 0; i < values.length; i++) {
            assertEquals(1, values[i] / Math.exp(2. * exponents[i]), 1e-5, "at " + 2 * exponents[i]);
        }
        final float[] min = {-1e9f};
        FastExp.exp(min, 1, 1);
        assertEquals(0, min[0], 1e-10);
    }
}
