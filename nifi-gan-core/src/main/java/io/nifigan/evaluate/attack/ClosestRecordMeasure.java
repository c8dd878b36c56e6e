// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

import io.nifigan.common.StreamSeed;
import io.nifigan.evaluate.result.ClosestRecord;
import io.nifigan.evaluate.similarity.EvaluationData;
import io.nifigan.evaluate.similarity.Neighbours;
import io.nifigan.evaluate.similarity.RowSpace;
import java.util.Arrays;

/** A test for overfitting: whether synthetic rows are nearer to training rows than to held-out rows. */
public final class ClosestRecordMeasure {
    private static final int MAX = 4_000;
    private static final int MIN = 30;

    private ClosestRecordMeasure() {}

    /** The result; null if a table has fewer than 30 rows. The data must include held-out rows. */
    public static ClosestRecord measure(final EvaluationData data) {
        final int rows =
                Math.min(MAX, Math.min(data.real().rows(), data.heldOut().rows()));
        final int synthetic = Math.min(MAX, data.synthetic().rows());
        if (rows < MIN || synthetic < MIN) {
            return null;
        }
        final RowSpace space = new RowSpace(data.real(), data.compared());
        final float[][] training = space.place(data.sample(data.real(), rows, StreamSeed.CLOSEST_TRAINING));
        final float[][] heldOut = space.place(data.sample(data.heldOut(), rows, StreamSeed.CLOSEST_HELD_OUT));
        final float[][] asked = space.place(data.sample(data.synthetic(), synthetic, StreamSeed.CLOSEST_SYNTHETIC));
        final float[] toTraining =
                Neighbours.find(asked, training, 1, false, data.workers()).nearest();
        final float[] toHeldOut =
                Neighbours.find(asked, heldOut, 1, false, data.workers()).nearest();
        final float[] between =
                Neighbours.find(heldOut, training, 1, false, data.workers()).nearest();
        double nearer = 0;
        for (int r = 0; r < synthetic; r++) {
            nearer += toTraining[r] == toHeldOut[r] ? .5 : toTraining[r] < toHeldOut[r] ? 1 : 0;
        }
        return new ClosestRecord(
                ConfidenceIntervals.wilson(nearer, synthetic),
                rows,
                synthetic,
                median(toTraining),
                median(toHeldOut),
                median(between));
    }

    private static double median(final float[] values) {
        final float[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2] / 2. + sorted[(sorted.length - 1) / 2] / 2.;
    }
}
