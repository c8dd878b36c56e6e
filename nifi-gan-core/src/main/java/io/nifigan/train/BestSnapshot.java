// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

/**
 * The parameters of the best step so far of a training with early stopping. Values are checked, since they may come
 * from an untrusted file.
 *
 * @param checked the last step at which the error was measured, 0 for none
 * @param step the step with the lowest error
 * @param error the error at that step on held-out rows, in percent; meaningless before the first measurement
 * @param generator the averaged generator parameters at that step; zeros before the first measurement, empty without
 *     early stopping
 * @param discriminator the discriminator parameters at that step, likewise
 */
record BestSnapshot(int checked, int step, double error, float[] generator, float[] discriminator) {
    static final BestSnapshot NONE = new BestSnapshot(0, 0, 0, new float[0], new float[0]);

    BestSnapshot {
        if (generator.length == 0 && checked > 0
                || checked < 0
                || step < 0
                || step > checked
                || !(error >= 0 && error <= 1_000)) {
            throw new IllegalArgumentException(
                    "The best of %d steps cannot be step %d with an error of %s".formatted(checked, step, error));
        }
    }

    /** The snapshot after one more measurement. The arrays are not copied. */
    BestSnapshot next(
            final int at, final double measured, final float[] generatorAtStep, final float[] discriminatorAtStep) {
        return checked == 0 || measured < error
                ? new BestSnapshot(at, at, measured, generatorAtStep, discriminatorAtStep)
                : new BestSnapshot(at, step, error, generator, discriminator);
    }

    /** A snapshot before the first measurement, for networks with these numbers of parameters. */
    static BestSnapshot none(final int generator, final int discriminator) {
        return new BestSnapshot(0, 0, 0, new float[generator], new float[discriminator]);
    }

    /** Whether the error was measured at least once. */
    boolean measured() {
        return checked > 0;
    }

    /** Whether the training has early stopping. */
    boolean watched() {
        return generator.length > 0;
    }

    boolean finite() {
        return Optimizer.State.finite(generator) && Optimizer.State.finite(discriminator);
    }
}
