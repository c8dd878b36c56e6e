// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import java.util.Objects;

/**
 * The usefulness of synthetic rows for predicting a column. Gradient-boosted trees are trained once on synthetic and
 * once on real rows, and both are tested on held-out real rows ("train on synthetic, test on real").
 *
 * @param target the predicted column
 * @param metric the metric
 * @param synthetic metric of the trees trained on synthetic rows
 * @param real metric of the trees trained on real rows, the best to be expected
 * @param tested number of held-out rows in the test
 */
public record Usefulness(String target, Metric metric, double synthetic, double real, int tested) {
    /** The metric of a prediction, as in benchmarks of tabular GANs. */
    public enum Metric {
        /**
         * Area under the ROC curve, 0 to 1, greater is better; for more than two classes the mean of each class against
         * all others.
         */
        AUC(true),
        /** Root mean squared error of the natural logarithm of max(value, 1), for numeric columns; less is better. */
        RMSE_OF_LOG(false);

        private final boolean greaterIsBetter;

        Metric(final boolean greaterIsBetter) {
            this.greaterIsBetter = greaterIsBetter;
        }

        public boolean greaterIsBetter() {
            return greaterIsBetter;
        }
    }

    public Usefulness {
        Checks.text("target", target);
        Objects.requireNonNull(metric, "metric");
        Checks.between("synthetic", synthetic, 0, Double.MAX_VALUE);
        Checks.between("real", real, 0, Double.MAX_VALUE);
        Checks.count("tested", tested);
    }
}
