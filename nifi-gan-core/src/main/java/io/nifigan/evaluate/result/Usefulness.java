// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import java.util.Objects;

/**
 * What the synthetic rows are good for: gradient-boosted trees are trained to foretell a column, once on synthetic and
 * once on real rows, and both are tested on held-out real rows ("train on synthetic, test on real").
 *
 * @param target the column foretold
 * @param metric what is measured
 * @param synthetic of the trees trained on synthetic rows
 * @param real of the trees trained on real rows: what can be expected at best
 * @param tested held-out rows that they were tested on
 */
public record Usefulness(String target, Metric metric, double synthetic, double real, int tested) {
    /** What is measured, as the scorer of CTGAN-like benchmarks does. */
    public enum Metric {
        /**
         * Area under the ROC curve, 0 to 1, greater is better; the mean over the classes, each against all others,
         * where there are more than two.
         */
        AUC(true),
        /**
         * Root of the mean squared error of the natural logarithm of max(value, 1), for a column of numbers; less is
         * better.
         */
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
