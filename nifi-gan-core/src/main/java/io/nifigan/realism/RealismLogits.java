// SPDX-License-Identifier: Apache-2.0
package io.nifigan.realism;

import io.nifigan.table.Table;
import io.nifigan.trees.TreeLogits;

/** A scorer of many rows by a {@link RealismClassifier}: the logits of its method of that name, in less time. */
public final class RealismLogits {
    private final RealismClassifier classifier;
    private final TreeLogits trees;

    public RealismLogits(final RealismClassifier classifier) {
        this.classifier = classifier;
        this.trees = new TreeLogits(classifier.trees(), classifier.bins());
    }

    /**
     * @param table rows of the model's columns
     * @return {@code [rows]}: the logarithm of the odds of being real, finite
     */
    public double[] of(final Table table) {
        return classifier.calibrated(trees.of(classifier.bins().codes(table), table.rows()));
    }
}
