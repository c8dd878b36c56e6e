// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import java.util.List;

/**
 * The result of a classifier two-sample test: whether a classifier distinguishes synthetic from real rows (Lopez-Paz
 * and Oquab 2017). Gradient-boosted trees are trained on two thirds of equally many real and synthetic rows and tested
 * on the other third, three times (3-fold cross-validation).
 *
 * @param auc area under the ROC curve over all test rows; .5 is guessing, 1 is always right
 * @param c2st 2 (1 - max(auc, .5)): 1 if rows are indistinguishable, 0 if they are always distinguished
 * @param rows number of rows of each table
 * @param folds number of folds of the cross-validation
 * @param importances the columns that distinguish the rows, most important first; at most ten
 * @param aucFresh the area under the curve for synthetic and held-out rows instead of training rows; null if there are
 *     too few
 * @param aucHeldOut that for held-out and training rows, the floor; null if there are too few
 */
public record TwoSampleTest(
        double auc,
        double c2st,
        int rows,
        int folds,
        List<ColumnImportance> importances,
        Double aucFresh,
        Double aucHeldOut) {
    /**
     * The permutation importance of a column.
     *
     * @param column its name
     * @param loss decrease of the area under the curve when the column's values are shuffled among the test rows
     */
    public record ColumnImportance(String column, double loss) {
        public ColumnImportance {
            Checks.text("column", column);
            Checks.between("loss", loss, -1, 1);
        }
    }

    public TwoSampleTest {
        Checks.share("auc", auc);
        Checks.share("c2st", c2st);
        Checks.count("rows", rows);
        Checks.count("folds", folds);
        Checks.shareOrNull("aucFresh", aucFresh);
        Checks.shareOrNull("aucHeldOut", aucHeldOut);
        importances = Checks.copy("importances", importances, 10);
    }
}
