// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Objects;

/**
 * The usefulness of synthetic rows for predicting a column. Gradient-boosted trees are trained once on synthetic and
 * once on real rows, and both are tested on held-out real rows ("train on synthetic, test on real").
 *
 * @param target the predicted column
 * @param metric the metric
 * @param synthetic metric of the trees trained on synthetic rows
 * @param real metric of the trees trained on real rows, the best to be expected
 * @param guess metric of a guess that knows the target's distribution, but not the row
 * @param tested number of held-out rows in the test
 * @param fairness how far the predictions depend on sensitive columns; null if none were named or it cannot be measured
 */
public record Usefulness(
        String target,
        Metric metric,
        double synthetic,
        double real,
        double guess,
        int tested,
        PredictionFairness fairness) {
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

    /**
     * The smallest area under the curve of a category that can be foretold: below, chance hides what rows are worth.
     */
    private static final double FORETOLD_AUC = .7;
    /** The largest error of such a target, as a part of that of a guess: half of the variance is explained. */
    private static final double FORETOLD_ERROR = Math.sqrt(.5);

    private static final double CHANCE = .5;
    private static final double ERRORS = 3;
    private static final double SMALL_ERROR = .02;

    public Usefulness {
        Checks.text("target", target);
        Objects.requireNonNull(metric, "metric");
        Checks.between("synthetic", synthetic, 0, Double.MAX_VALUE);
        Checks.between("real", real, 0, Double.MAX_VALUE);
        Checks.between("guess", guess, 0, Double.MAX_VALUE);
        Checks.count("tested", tested);
    }

    /**
     * Whether the target can be foretold from the other columns: real rows are clearly better than a guess. Otherwise
     * synthetic rows can be no worse, and the figures say nothing about them.
     */
    @JsonIgnore
    public boolean isForetold() {
        return metric.greaterIsBetter() ? isForetold(real) : real <= FORETOLD_ERROR * guess;
    }

    /** Whether a category can be foretold that trees trained on real rows foretell with this area under the curve. */
    public static boolean isForetold(final double aucReal) {
        return aucReal >= FORETOLD_AUC;
    }

    /**
     * The usefulness relative to that of real rows, 0 to 1: the ratio of AUC - .5, or the inverse ratio of errors. 1 if
     * nothing can be predicted with real rows either.
     */
    public double worth() {
        return worth(synthetic, real);
    }

    /**
     * Like {@link #worth}, but with the tolerance that chance explains: three standard errors, for both figures have
     * one. They are those of an AUC on as many rows of two equal classes, or of an error; an error also has two parts
     * in a hundred of the value, for errors near 0 hang on few rows.
     */
    double worthBeyondChance() {
        final int rows = Math.max(1, tested);
        return metric.greaterIsBetter()
                ? worth(synthetic + ERRORS / Math.sqrt(3. * rows), real)
                : worth(synthetic, real * (1 + ERRORS / Math.sqrt(2. * rows)) + SMALL_ERROR);
    }

    private double worth(final double ofSynthetic, final double ofReal) {
        if (metric.greaterIsBetter()) {
            return ofReal <= CHANCE ? 1 : Math.clamp((ofSynthetic - CHANCE) / (ofReal - CHANCE), 0, 1);
        }
        return ofSynthetic <= ofReal ? 1 : ofReal / ofSynthetic;
    }
}
