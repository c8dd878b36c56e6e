// SPDX-License-Identifier: Apache-2.0
package io.nifigan.score;

/**
 * The scores of a table's rows.
 *
 * @param probability {@code [rows]}: the probability, in (0, 1), that the row is real, if there were as many real rows
 *     as unreal ones
 * @param percentile {@code [rows]}: the percentage of held-out real rows with no higher score, 0 to 100
 * @param unusual {@code [rows]}: the number of values that the model never saw in their column (an unknown category, a
 *     number out of range, one that cannot be read, or a missing value in a column that never misses one) and of broken
 *     rules
 * @param missing {@code [rows]}: the number of missing values, among these, in columns that never miss one
 */
public record Scores(double[] probability, double[] percentile, int[] unusual, int[] missing) {}
