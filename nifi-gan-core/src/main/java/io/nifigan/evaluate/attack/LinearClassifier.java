// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

/** Fisher's linear discriminant (1936): the weighted sum of features that separates two classes best. */
final class LinearClassifier {
    /** Added to the diagonal of the covariance of standardised features, for they may depend on each other. */
    private static final double RIDGE = 1e-3;

    private final double[] weights;

    private LinearClassifier(final double[] weights) {
        this.weights = weights;
    }

    /**
     * Learns from rows.
     *
     * @param features {@code [features][rows]}, standardised
     * @param positive the class of each row
     * @param used the rows to learn from
     */
    static LinearClassifier fit(final double[][] features, final boolean[] positive, final int[] used) {
        final int size = features.length;
        final double[][] means = new double[2][size];
        final int[] counts = new int[2];
        for (final int row : used) {
            final int label = positive[row] ? 1 : 0;
            counts[label]++;
            for (int f = 0; f < size; f++) {
                means[label][f] += features[f][row];
            }
        }
        final double[] difference = new double[size];
        for (int f = 0; f < size; f++) {
            means[0][f] /= Math.max(1, counts[0]);
            means[1][f] /= Math.max(1, counts[1]);
            difference[f] = means[1][f] - means[0][f];
        }
        final double[][] covariance = new double[size][size];
        for (final int row : used) {
            final double[] mean = means[positive[row] ? 1 : 0];
            for (int f = 0; f < size; f++) {
                for (int g = 0; g < size; g++) {
                    covariance[f][g] += (features[f][row] - mean[f]) * (features[g][row] - mean[g]) / used.length;
                }
            }
        }
        for (int f = 0; f < size; f++) {
            covariance[f][f] += RIDGE;
        }
        return new LinearClassifier(solve(covariance, difference));
    }

    /** Solves a system with a positive definite matrix by elimination; destroys both arguments. */
    private static double[] solve(final double[][] matrix, final double[] right) {
        final int size = right.length;
        for (int pivot = 0; pivot < size; pivot++) {
            for (int row = pivot + 1; row < size; row++) {
                final double factor = matrix[row][pivot] / matrix[pivot][pivot];
                for (int column = pivot; column < size; column++) {
                    matrix[row][column] -= factor * matrix[pivot][column];
                }
                right[row] -= factor * right[pivot];
            }
        }
        for (int row = size - 1; row >= 0; row--) {
            for (int column = row + 1; column < size; column++) {
                right[row] -= matrix[row][column] * right[column];
            }
            right[row] /= matrix[row][row];
        }
        return right;
    }

    /** The score of a row, higher for positive rows. */
    double score(final double[][] features, final int row) {
        double sum = 0;
        for (int f = 0; f < weights.length; f++) {
            sum += weights[f] * features[f][row];
        }
        return sum;
    }
}
