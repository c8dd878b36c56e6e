// SPDX-License-Identifier: Apache-2.0
package io.nifigan.predict;

import io.nifigan.trees.TreeLogits;

/** Predicts the ranks of many rows: those of {@link Prediction#ranks}, in less time. Thread-safe. */
public final class Predictor {
    private final Prediction prediction;
    private final TreeLogits trees;

    public Predictor(final Prediction prediction) {
        this.prediction = prediction;
        this.trees = new TreeLogits(prediction.trees(), prediction.inputs());
    }

    /** The predicted rank of each row, {@code [rows]}. */
    public float[] ranks(final BinnedRows rows) {
        return prediction.ranks(trees.of(rows.codes(prediction.inputs()), rows.rows()));
    }
}
