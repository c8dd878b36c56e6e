// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

/**
 * The measures of two columns: real rows compared with synthetic ones.
 *
 * @param first index of one of the {@link Evaluation#columns}
 * @param second index of another column, greater than the first
 * @param similarity SDMetrics' column pair trend: 1 - half the difference of Pearson's correlations for two numbers,
 *     else 1 - the total variation distance of the joint tables, with numbers in 10 bins of equal width over the range
 *     of their own table
 * @param numeric whether both are numbers or dates
 * @param strengthReal strength of association in the real rows: Pearson's correlation, -1 to 1, of two numbers, else
 *     Cramer's V, 0 to 1, of the joint table
 * @param strengthSynthetic the same in the synthetic rows
 * @param associated whether they are associated in the real rows: an absolute correlation of at least .4, or Cramer's V
 *     of at least .3
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
