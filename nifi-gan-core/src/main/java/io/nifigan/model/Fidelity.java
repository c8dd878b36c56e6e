// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

/**
 * How near generated rows are to held-out real ones; all errors in percent, 0 is perfect.
 *
 * @param shapeError mean over columns of 100 (1 - similarity): Kolmogorov-Smirnov for numbers, total variation for the
 *     rest
 * @param trendError mean over all pairs of columns of 100 (1 - similarity): half the difference of correlations for two
 *     numbers, total variation of the joint table (numbers in 10 bins) otherwise
 * @param shapeErrorFloor the shape error of as many other real rows, which no model can be expected to pass
 * @param trendErrorFloor likewise
 * @param rows held-out rows that were compared
 * @param auc how well the discriminator's probability tells held-out real rows from generated ones: .5 not at all, 1
 *     always
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
