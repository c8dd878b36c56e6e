// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

/** Gives the classifier's logit of a row: the logarithm of its odds of being real. */
interface RowScorer {
    /**
     * @param codes {@code [columns][rows]}: the rows' bins
     * @param needed a row with a lower logit is rejected
     * @return the row's logit; minus infinity where it is known to be lower than needed
     */
    float logit(byte[][] codes, int row, double needed);
}
