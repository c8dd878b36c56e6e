// SPDX-License-Identifier: Apache-2.0
package io.nifigan.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ResidualMlpTest {
    private static final int ROWS = 7;

    private static float[] parameters(final NetworkShape shape, final long seed) {
        final float[] parameters = Graphs.initialParameters(shape, seed);
        final SplittableRandom random = new SplittableRandom(seed + 1);
        for (int l = 0; l < shape.layers(); l++) {
            for (int i = 0; i < shape.outputsOf(l); i++) {
                parameters[shape.biases(l) + i] = (float) (.3 * random.nextGaussian());
            }
        }
        return parameters;
    }

    private static float[] noise(final int size, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final float[] x = new float[size];
        for (int i = 0; i < size; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return x;
    }

    private static NativeFloats nativeOf(final float[] values) {
        final NativeFloats floats = new NativeFloats(values.length);
        floats.put(values, 0, values.length);
        return floats;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void agreesWithTheOutputOfDl4j(final int blocks) {
        final NetworkShape shape = new NetworkShape(9, 5, 16, blocks);
        final float[] parameters = parameters(shape, 3);
        final float[] x = noise(ROWS * 9, 5);
        final ComputationGraph graph = Graphs.generator(shape);
        Graphs.setParameters(graph, parameters);
        final INDArray expected =
                graph.outputSingle(Nd4j.create(x, new long[] {ROWS, 9}, 'c')).dup('c');
        try (NativeFloats held = nativeOf(parameters);
                ResidualMlp mlp = new ResidualMlp(shape, ROWS, held)) {
            System.arraycopy(x, 0, mlp.input(), 0, x.length);
            mlp.forward(ROWS);
            assertArrayEquals(expected.data().asFloat(), mlp.output(), 1e-5f);
        }
    }

    @Test
    void discriminatorOfDl4jGivesTheSigmoidOfTheScore() {
        final NetworkShape shape = new NetworkShape(9, 1, 16, 2);
        final float[] parameters = parameters(shape, 3);
        final float[] x = noise(ROWS * 9, 5);
        final ComputationGraph graph = Graphs.discriminator(shape);
        Graphs.setParameters(graph, parameters);
        final INDArray probability = graph.outputSingle(Nd4j.create(x, new long[] {ROWS, 9}, 'c'));
        try (NativeFloats held = nativeOf(parameters);
                ResidualMlp mlp = new ResidualMlp(shape, ROWS, held)) {
            System.arraycopy(x, 0, mlp.input(), 0, x.length);
            mlp.forward(ROWS);
            for (int r = 0; r < ROWS; r++) {
                assertEquals(1 / (1 + Math.exp(-mlp.output()[r])), probability.getDouble(r, 0), 1e-5);
            }
        }
    }

    @Test
    void writesToTheParametersOfAGraphReachTheGraph() {
        final NetworkShape shape = new NetworkShape(9, 1, 16, 2);
        final ComputationGraph graph = Graphs.discriminator(shape);
        final float[] parameters = parameters(shape, 3);
        NativeFloats.parametersOf(graph).put(parameters, 0, parameters.length);
        assertArrayEquals(parameters, Graphs.parameters(graph));
        final float[] read = new float[parameters.length];
        Graphs.setParameters(graph, new float[parameters.length]);
        NativeFloats.parametersOf(graph).get(0, read, 0, read.length);
        assertArrayEquals(new float[parameters.length], read);
    }

    /** The same network in doubles, so that finite differences have digits to stand on. */
    private static double[] reference(final NetworkShape shape, final double[] p, final double[] x) {
        double[] h = dense(shape, 0, p, x);
        for (int l = 1; l < shape.layers() - 1; l += 2) {
            final double[] y = dense(shape, l + 1, p, leaky(dense(shape, l, p, leaky(h))));
            final double[] sum = new double[h.length];
            for (int i = 0; i < sum.length; i++) {
                sum[i] = h[i] + y[i];
            }
            h = sum;
        }
        return dense(shape, shape.layers() - 1, p, leaky(h));
    }

    private static double[] leaky(final double[] x) {
        final double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i] > 0 ? x[i] : Graphs.SLOPE * x[i];
        }
        return y;
    }

    private static double[] dense(final NetworkShape shape, final int l, final double[] p, final double[] x) {
        final double[] y = new double[shape.outputsOf(l)];
        for (int o = 0; o < y.length; o++) {
            y[o] = p[shape.biases(l) + o];
            for (int i = 0; i < x.length; i++) {
                y[o] += x[i] * p[shape.weights(l) + o * x.length + i];
            }
        }
        return y;
    }

    private static double[] doubles(final float[] x, final int from, final int count) {
        final double[] y = new double[count];
        for (int i = 0; i < count; i++) {
            y[i] = x[from + i];
        }
        return y;
    }

    /**
     * sum over rows of c s(x) + penalty / 2 |ds/dx|^2, the input gradient by central differences, exact for a piecewise
     * linear function.
     */
    private static double objective(
            final NetworkShape shape, final double[] p, final float[] x, final float[] c, final double penalty) {
        double sum = 0;
        final double step = 1e-6;
        for (int r = 0; r < ROWS; r++) {
            final double[] row = doubles(x, r * shape.inputs(), shape.inputs());
            sum += c[r] * reference(shape, p, row)[0];
            for (int i = 0; i < row.length && penalty > 0; i++) {
                final double old = row[i];
                row[i] = old + step;
                final double up = reference(shape, p, row)[0];
                row[i] = old - step;
                final double g = (up - reference(shape, p, row)[0]) / (2 * step);
                row[i] = old;
                sum += penalty / 2 * g * g;
            }
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, .7})
    void gradientOfLossAndPenaltyAgreesWithFiniteDifferences(final double penalty) {
        final NetworkShape shape = new NetworkShape(4, 1, 6, 2);
        final float[] parameters = parameters(shape, 8);
        final float[] x = noise(ROWS * 4, 9);
        final float[] c = noise(ROWS, 10);
        final float[] gradient = new float[shape.parameters()];
        try (NativeFloats held = nativeOf(parameters);
                ResidualMlp mlp = new ResidualMlp(shape, ROWS, held);
                FlatGradient sum = new FlatGradient(shape)) {
            System.arraycopy(x, 0, mlp.input(), 0, x.length);
            mlp.forward(ROWS);
            final float[] ones = {1, 1, 1, 1, 1, 1, 1};
            mlp.backward(ROWS, ones, true);
            mlp.accumulate(ROWS, c, (float) penalty, sum);
            sum.get(0, gradient, gradient.length);
        }
        final double[] p = doubles(parameters, 0, parameters.length);
        for (int i = 0; i < p.length; i++) {
            final double old = p[i];
            final double step = 1e-4;
            p[i] = old + step;
            final double up = objective(shape, p, x, c, penalty);
            p[i] = old - step;
            final double down = objective(shape, p, x, c, penalty);
            p[i] = old;
            assertEquals(
                    (up - down) / (2 * step), gradient[i], 2e-3 * Math.max(1, Math.abs(gradient[i])), "parameter " + i);
        }
    }

    @Test
    void gradientsOfSeveralOutputsAgreeWithFiniteDifferences() {
        final NetworkShape shape = new NetworkShape(4, 3, 6, 1);
        final float[] parameters = parameters(shape, 8);
        final float[] x = noise(ROWS * 4, 9);
        final float[] c = noise(ROWS * 3, 10);
        final float[] gradient = new float[shape.parameters()];
        final float[] byInput;
        try (NativeFloats held = nativeOf(parameters);
                ResidualMlp mlp = new ResidualMlp(shape, ROWS, held);
                FlatGradient sum = new FlatGradient(shape)) {
            System.arraycopy(x, 0, mlp.input(), 0, x.length);
            mlp.forward(ROWS);
            mlp.backward(ROWS, c, true);
            mlp.accumulate(ROWS, sum);
            sum.get(0, gradient, gradient.length);
            byInput = mlp.inputGradient().clone();
        }
        final double[] p = doubles(parameters, 0, parameters.length);
        final double step = 1e-5;
        for (int i = 0; i < p.length; i++) {
            final double old = p[i];
            p[i] = old + step;
            final double up = weighted(shape, p, x, c);
            p[i] = old - step;
            final double down = weighted(shape, p, x, c);
            p[i] = old;
            assertEquals(
                    (up - down) / (2 * step), gradient[i], 1e-3 * Math.max(1, Math.abs(gradient[i])), "parameter " + i);
        }
        for (int i = 0; i < x.length; i++) {
            final float old = x[i];
            x[i] = old + .001f;
            final double up = weighted(shape, p, x, c);
            final float high = x[i];
            x[i] = old - .001f;
            final double down = weighted(shape, p, x, c);
            final float low = x[i];
            x[i] = old;
            assertEquals((up - down) / (high - low), byInput[i], 2e-3, "input " + i);
        }
    }

    private static double weighted(final NetworkShape shape, final double[] p, final float[] x, final float[] c) {
        double sum = 0;
        for (int r = 0; r < ROWS; r++) {
            final double[] y = reference(shape, p, doubles(x, r * shape.inputs(), shape.inputs()));
            for (int o = 0; o < y.length; o++) {
                sum += c[r * y.length + o] * y[o];
            }
        }
        return sum;
    }
}
