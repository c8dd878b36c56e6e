// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

/**
 * Measures of how closely generated rows resemble held-out real rows. All errors are in percent; 0 is perfect.
 *
 * @param shapeError mean over columns of 100 (1 - similarity): Kolmogorov-Smirnov distance for numbers, total variation
 *     distance for others
 * @param trendError mean over all pairs of columns of 100 (1 - similarity): half the difference of correlations for two
 *     numbers, else total variation distance of the contingency tables (numbers in 10 bins)
 * @param shapeErrorFloor the shape error of as many other real rows, below which no model can be expected to get
 * @param trendErrorFloor the trend error of as many other real rows
 * @param rows the number of held-out rows compared
 * @param auc area under the ROC curve of the discriminator, for held-out real rows against generated ones: .5 for
 *     indistinguishable, 1 for always distinguished
 */
public record Fidelity(
        double shapeError, double trendError, double shapeErrorFloor, double trendErrorFloor, int rows, double auc) {
    public Fidelity {
        for (final double error : new double[] {shapeError, trendError, shapeErrorFloor, trendErrorFloor}) {
            if (!(error >= 0 && Double.isFinite(error))) {
                throw new IllegalArgumentException(
                        "An error of the fidelity is %s; it must be 0 or more".formatted(error));
            }
        }
        if (rows < 0 || !(auc >= 0 && auc <= 1)) {
            throw new IllegalArgumentException(
                    ("The fidelity is measured on %d rows and has an AUC of %s; it must be 0 or more rows "
                                    + "and 0 to 1")
                            .formatted(rows, auc));
        }
    }
}
