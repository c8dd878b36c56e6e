// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate;

import io.nifigan.evaluate.result.ClosestRecord;
import io.nifigan.network.StreamSeed;
import java.util.Arrays;

/** Whether synthetic rows are nearer to training rows than to held-out ones. */
final class ClosestRecordMeasure {
    private static final int MOST = 4_000;
    private static final int FEWEST = 30;

    private ClosestRecordMeasure() {
    }

    /** Null where there are fewer than 30 rows of a table; the subject must have held-out rows. */
    static ClosestRecord measure(final Subject subject) {
        final int rows = Math.min(MOST, Math.min(subject.real().rows(), subject.heldOut().rows()));
        final int synthetic = Math.min(MOST, subject.synthetic().rows());
        if (rows < FEWEST || synthetic < FEWEST) {
            return null;
        }
        final RowSpace space = new RowSpace(subject.real(), subject.compared());
        final float[][] training = space.place(subject.sample(subject.real(), rows, StreamSeed.CLOSEST_TRAINING));
        final float[][] heldOut = space.place(subject.sample(subject.heldOut(), rows, StreamSeed.CLOSEST_HELD_OUT));
        final float[][] asked = space.place(subject.sample(subject.synthetic(), synthetic, StreamSeed.CLOSEST_SYNTHETIC));
        final float[] toTraining = Neighbours.find(asked, training, 1, false, subject.crew()).nearest();
        final float[] toHeldOut = Neighbours.find(asked, heldOut, 1, false, subject.crew()).nearest();
        final float[] between = Neighbours.find(heldOut, training, 1, false, subject.crew()).nearest();
        double nearer = 0;
        for (int r = 0; r < synthetic; r++) {
            nearer += toTraining[r] == toHeldOut[r] ? .5 : toTraining[r] < toHeldOut[r] ? 1 : 0;
        }
        return new ClosestRecord(Rates.wilson(nearer, synthetic), rows, synthetic, median(toTraining), median(toHeldOut), median(between));
    }

    private static double median(final float[] values) {
        final float[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2] / 2. + sorted[(sorted.length - 1) / 2] / 2.;
    }
}
