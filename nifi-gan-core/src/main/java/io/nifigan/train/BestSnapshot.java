// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

/**
 * What a training that may be stopped early has come to at its best so far. Checked, since it may be read from a file
 * that is not trusted.
 *
 * @param checked the last step at which it was measured, 0 for none
 * @param step the step at which its rows were nearest to the held-out ones
 * @param error how far they were, in percent; meaningless where nothing was measured yet
 * @param generator what to sample with then; zeros where nothing was measured yet, of length 0 where nothing is watched
 * @param discriminator the parameters then, likewise
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

    /** After one more measure; parameters are kept as they are given. */
    BestSnapshot next(
            final int at, final double measured, final float[] generatorThen, final float[] discriminatorThen) {
        return checked == 0 || measured < error
                ? new BestSnapshot(at, at, measured, generatorThen, discriminatorThen)
                : new BestSnapshot(at, step, error, generator, discriminator);
    }

    /** Nothing yet, of networks of so many parameters. */
    static BestSnapshot none(final int generator, final int discriminator) {
        return new BestSnapshot(0, 0, 0, new float[generator], new float[discriminator]);
    }

    /** Whether there are parameters to go back to. */
    boolean measured() {
        return checked > 0;
    }

    /** Whether there is room for parameters. */
    boolean watched() {
        return generator.length > 0;
    }

    boolean finite() {
        return Optimizer.State.finite(generator) && Optimizer.State.finite(discriminator);
    }
}
