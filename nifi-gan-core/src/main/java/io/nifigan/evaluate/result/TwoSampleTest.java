// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import java.util.List;

/**
 * Whether a classifier tells synthetic rows from real ones (Lopez-Paz and Oquab 2017): gradient-boosted trees, fitted
 * anew on two thirds of as many real as synthetic rows and asked about the other third, three times.
 *
 * @param auc area under the ROC curve over all rows asked about: .5 not at all, 1 always
 * @param c2st 2 (1 - max(auc, .5)): 1 where rows are never told apart, 0 where always
 * @param rows rows of each of the two
 * @param folds how many parts the rows were cut into
 * @param telling by which columns they are told apart, the most telling first; at most ten, and none that tell nothing
 */
public record TwoSampleTest(double auc, double c2st, int rows, int folds, List<Telling> telling) {
    /**
     * How telling a column is.
     *
     * @param column its name
     * @param loss by how much the area under the curve falls if the column's values are shuffled among the rows asked
     *     about
     */
    public record Telling(String column, double loss) {
        public Telling {
            Checks.text("column", column);
            Checks.between("loss", loss, -1, 1);
        }
    }

    public TwoSampleTest {
        Checks.share("auc", auc);
        Checks.share("c2st", c2st);
        Checks.count("rows", rows);
        Checks.count("folds", folds);
        telling = Checks.copy("telling", telling, 10);
    }
}
