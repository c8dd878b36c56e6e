// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nifigan.network.FlatGradient;
import io.nifigan.network.Graphs;
import io.nifigan.network.NativeFloats;
import io.nifigan.network.NetworkShape;
import io.nifigan.network.ResidualMlp;
import org.junit.jupiter.api.Test;

class OptimizerTest {
    private static final NetworkShape SHAPE = new NetworkShape(3, 2, 5, 1);
    private static final int STEPS = 4;

    /** Adam in doubles, in its textbook form, with the running average beside it. */
    @Test
    void followsAdamWithoutMomentumAndAveragesItsPath() {
        final float[] initial = Graphs.initialParameters(SHAPE, 7);
        final int n = initial.length;
        final double[] theta = new double[n];
        final double[] v = new double[n];
        final double[] average = new double[n];
        for (int i = 0; i < n; i++) {
            theta[i] = initial[i];
            average[i] = initial[i];
        }
        final float[] gradient = new float[n];
        final float[] inNative = new float[n];
        try (NativeFloats held = new NativeFloats(n);
                FlatGradient first = new FlatGradient(SHAPE);
                FlatGradient second = new FlatGradient(SHAPE);
                ResidualMlp mlp = new ResidualMlp(SHAPE, 2, held)) {
            final Optimizer optimizer = new Optimizer(initial, held, 2, true);
            final float[] byOutput = {1, -2, .5f, 3};
            for (int t = 0; t < STEPS; t++) {
                first.clear();
                second.clear();
                mlp.readBiases();
                for (int i = 0; i < 6; i++) {
                    mlp.input()[i] = (float) Math.sin(i + t);
                }
                mlp.forward(2);
                mlp.backward(2, byOutput, false);
                mlp.accumulate(2, first);
                mlp.accumulate(2, second);
                first.get(0, gradient, n);
                for (int i = 0; i < n; i++) {
                    final double g = 2 * gradient[i];
                    v[i] = .99 * v[i] + .01 * g * g;
                    theta[i] -= .01 * g / (Math.sqrt(v[i] / (1 - Math.pow(.99, t + 1))) + 1e-8);
                    final double w = Math.min(.999, (t + 1.) / (t + 10.));
                    average[i] += (1 - w) * (theta[i] - average[i]);
                }
                for (int range = 0; range < 3; range++) {
                    optimizer.step(new FlatGradient[] {first, second}, t, .01, range, 3);
                }
            }
            held.get(0, inNative, 0, n);
            final float[] result = optimizer.result();
            for (int i = 0; i < n; i++) {
                assertEquals(theta[i], inNative[i], 2e-5, "parameter " + i);
                assertEquals(average[i], result[i], 2e-5, "average of parameter " + i);
            }
        }
    }
}
