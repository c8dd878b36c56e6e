// SPDX-License-Identifier: Apache-2.0
package io.nifigan.score;

/**
 * What the judge says of some rows.
 *
 * @param probability {@code [rows]}: that the row is real, in (0, 1), where real rows and those that the judge was
 *     trained against are equally many
 * @param percentile {@code [rows]}: the share of held-out real rows that look no more real, 0 to 100
 * @param unusual {@code [rows]}: how many of the row's values the model cannot place (unknown category, missing where
 *     none was missing)
 */
public record Scores(double[] probability, double[] percentile, int[] unusual) {}
