// SPDX-License-Identifier: Apache-2.0
package io.nifigan.network;

import io.nifigan.common.TimeBudget;
import io.nifigan.encode.EncoderFitter;
import io.nifigan.model.TrainedModels;
import io.nifigan.table.Table;
import io.nifigan.train.Checkpoints;
import io.nifigan.train.GANTrainer;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A process of its own for {@link BlasKernelTest}, since OpenBLAS chooses its kernel once a process. Prints the
 * kernel's name, the greatest error of the products and the parameters after a few steps of training.
 */
final class KernelRun {
    static final String KERNEL = "kernel ";
    static final String TOO_OLD = "too_old ";
    static final String ERROR = "error ";
    static final String PARAMETERS = "parameters ";
    private static final int STEPS = 5;

    private KernelRun() {}

    public static void main(final String[] arguments) throws TrainingException {
        System.out.println(KERNEL + BlasKernel.current().name());
        System.out.println(TOO_OLD + BlasKernel.current().isTooOld());
        double error = 0;
        for (final int rows : new int[] {1, 7, 64, 128}) {
            for (final int inputs : new int[] {3, 100, 256}) {
                for (final int outputs : new int[] {1, 50, 256}) {
                    error = Math.max(error, errorOf(rows, inputs, outputs));
                }
            }
        }
        System.out.println(ERROR + error);
        final Table table = TrainedModels.table(300, 1);
        try (GANTrainer trainer = new GANTrainer(
                EncoderFitter.fit(table, Set.of()).encode(table), TrainedModels.SMALL.withMaxSteps(STEPS))) {
            trainer.train(
                    TimeBudget.of(Duration.ofMinutes(5)),
                    Checkpoints.none(),
                    new TrainingListener() {},
                    (step, planned, left, losses) -> null);
            final StringBuilder line = new StringBuilder(PARAMETERS);
            for (final float parameter : trainer.generatorParameters()) {
                line.append(parameter).append(' ');
            }
            System.out.println(line);
        }
    }

    private static float[] random(final int size, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    /** The greatest error of the four products of a layer, each number's in units of the sum of its addends' sizes. */
    private static double errorOf(final int rows, final int inputs, final int outputs) {
        final float[] x = random(rows * inputs, 1);
        final float[] w = random(outputs * inputs, 2);
        final float[] dy = random(rows * outputs, 3);
        final float[] factors = random(rows, 4);
        try (NativeFloats nativeX = of(x);
                NativeFloats nativeW = of(w);
                NativeFloats nativeDy = of(dy);
                NativeFloats nativeFactors = of(factors)) {
            final FloatPointer px = nativeX.pointer();
            final FloatPointer pw = nativeW.pointer();
            final FloatPointer pdy = nativeDy.pointer();
            return Math.max(
                    Math.max(
                            error(
                                    rows,
                                    outputs,
                                    inputs,
                                    (r, o, i) -> (double) x[r * inputs + i] * w[o * inputs + i],
                                    y -> Blas.forward(rows, inputs, outputs, px, pw, 0, y)),
                            error(
                                    rows,
                                    inputs,
                                    outputs,
                                    (r, i, o) -> (double) dy[r * outputs + o] * w[o * inputs + i],
                                    dx -> Blas.backward(rows, inputs, outputs, pdy, pw, dx))),
                    Math.max(
                            error(
                                    outputs,
                                    inputs,
                                    rows,
                                    (o, i, r) -> (double) dy[r * outputs + o] * x[r * inputs + i],
                                    dw -> Blas.weights(rows, inputs, outputs, px, pdy, dw)),
                            error(
                                    1,
                                    outputs,
                                    rows,
                                    (one, o, r) -> (double) factors[r] * dy[r * outputs + o],
                                    db -> Blas.biases(rows, outputs, nativeFactors.pointer(), pdy, db))));
        }
    }

    private interface Addend {
        double of(int row, int column, int k);
    }

    private interface Product {
        void into(FloatPointer target);
    }

    private static double error(
            final int rows, final int columns, final int addends, final Addend addend, final Product product) {
        final float[] found = new float[rows * columns];
        try (NativeFloats target = new NativeFloats(found.length)) {
            product.into(target.pointer());
            target.get(0, found, 0, found.length);
        }
        double greatest = 0;
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                double sum = 0;
                double sizes = 0;
                for (int k = 0; k < addends; k++) {
                    sum += addend.of(r, c, k);
                    sizes += Math.abs(addend.of(r, c, k));
                }
                greatest = Math.max(greatest, Math.abs(found[r * columns + c] - sum) / sizes);
            }
        }
        return greatest;
    }

    private static NativeFloats of(final float[] values) {
        final NativeFloats floats = new NativeFloats(values.length);
        floats.put(values, 0, values.length);
        return floats;
    }
}
