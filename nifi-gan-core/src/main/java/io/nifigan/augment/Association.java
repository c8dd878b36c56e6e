// SPDX-License-Identifier: Apache-2.0
package io.nifigan.augment;

import io.nifigan.table.Table;

/**
 * Strength of association between columns, measured on a pool of rows. For a numeric column it is the share of variance
 * (of the normal scores of its ranks) that the groups of the other column explain. For other columns it is Goodman and
 * Kruskal's tau, the same share for categories. Both are adjusted for what groups explain by chance.
 */
final class Association {
    private static final int NUMBER_GROUPS = 16;
    private static final int CATEGORY_GROUPS = 64;
    private static final int MAX_ROWS = 20_000;
    private static final int MIN_ROWS = 2_000;
    private static final long MAX_WORK = 200_000_000;

    private Association() {}

    /**
     * @param features features of the pool's columns, null for columns that are left out
     * @return {@code [predictor column, predicted column]}, 0 to 1
     */
    static double[][] of(final Table pool, final Feature[] features) {
        final int width = features.length;
        final int rows = Math.min(pool.rows(), (int) Math.clamp(MAX_WORK / ((long) width * width), MIN_ROWS, MAX_ROWS));
        final int[][] groups = new int[width][];
        for (int c = 0; c < width; c++) {
            groups[c] = features[c] == null ? null : features[c].groups(NUMBER_GROUPS, CATEGORY_GROUPS);
        }
        final double[][] associations = new double[width][width];
        for (int a = 0; a < width; a++) {
            for (int b = 0; b < width; b++) {
                if (a != b && groups[a] != null && groups[b] != null) {
                    associations[a][b] = pool.column(b).kind().isNumeric()
                            ? ofNumbers(groups[a], features[b], rows)
                            : ofGroups(groups[a], groups[b], rows);
                }
            }
        }
        return associations;
    }

    private static double ofNumbers(final int[] groups, final Feature predicted, final int rows) {
        final double[] sums = new double[CATEGORY_GROUPS + 1];
        final int[] counts = new int[sums.length];
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int r = 0; r < rows; r++) {
            if (!predicted.isMissing(r)) {
                final double value = predicted.values()[r];
                sums[groups[r]] += value;
                counts[groups[r]]++;
                sum += value;
                squares += value * value;
                count++;
            }
        }
        double between = 0;
        int used = 0;
        for (int g = 0; g < sums.length; g++) {
            if (counts[g] > 0) {
                between += sums[g] * sums[g] / counts[g];
                used++;
            }
        }
        final double whole = squares - sum * sum / Math.max(1, count);
        return whole > 0 ? adjusted((between - sum * sum / count) / whole, count, used) : 0;
    }

    private static double ofGroups(final int[] groups, final int[] predicted, final int rows) {
        final int size = count(groups, rows);
        final int predictedSize = count(predicted, rows);
        final int[] joint = new int[size * predictedSize];
        final int[] counts = new int[size];
        final int[] predictedCounts = new int[predictedSize];
        for (int r = 0; r < rows; r++) {
            joint[groups[r] * predictedSize + predicted[r]]++;
            counts[groups[r]]++;
            predictedCounts[predicted[r]]++;
        }
        double same = 0;
        double sameInGroup = 0;
        int used = 0;
        for (final int predictedCount : predictedCounts) {
            same += (double) predictedCount * predictedCount / rows / rows;
        }
        for (int g = 0; g < size; g++) {
            used += counts[g] > 0 ? 1 : 0;
            for (int t = 0; t < predictedSize && counts[g] > 0; t++) {
                sameInGroup += (double) joint[g * predictedSize + t] * joint[g * predictedSize + t] / counts[g] / rows;
            }
        }
        return same < 1 ? adjusted((sameInGroup - same) / (1 - same), rows, used) : 0;
    }

    /** The number of groups: one more than the largest group index. */
    private static int count(final int[] groups, final int rows) {
        int max = 0;
        for (int r = 0; r < rows; r++) {
            max = Math.max(max, groups[r]);
        }
        return max + 1;
    }

    /** The explained share, adjusted for the number of groups as in the adjusted R². */
    private static double adjusted(final double explained, final int rows, final int groups) {
        return rows > groups ? Math.clamp(1 - (1 - explained) * (rows - 1) / (rows - groups), 0, 1) : 0;
    }
}
