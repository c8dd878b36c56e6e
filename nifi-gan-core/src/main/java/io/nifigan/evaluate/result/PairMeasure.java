// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

/**
 * Two columns, real against synthetic.
 *
 * @param first index of one of the {@link Evaluation#columns}
 * @param second index of another, greater
 * @param similarity SDMetrics' column pair trend: 1 - half the difference of Pearson's correlations of two numbers, 1 -
 *     the total variation distance of the joint table otherwise, numbers in 10 bins of equal width over their own
 *     table's range
 * @param numeric whether both are numbers or dates
 * @param strengthReal how the two go together in the real rows: Pearson's correlation, -1 to 1, of two numbers,
 *     Cramer's V, 0 to 1, of the joint table otherwise
 * @param strengthSynthetic likewise in the synthetic rows
 * @param associated whether they go together in the real rows: correlation of .4 or more in size, or Cramer's V of .3
 *     or more
 */
public record PairMeasure(
        int first,
        int second,
        double similarity,
        boolean numeric,
        double strengthReal,
        double strengthSynthetic,
        boolean associated) {
    public PairMeasure {
        Checks.count("first", first);
        Checks.between("second", second, first + 1., Integer.MAX_VALUE);
        Checks.share("similarity", similarity);
        Checks.between("strengthReal", strengthReal, -1, 1);
        Checks.between("strengthSynthetic", strengthSynthetic, -1, 1);
    }
}
