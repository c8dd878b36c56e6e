// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * An orthogonal basis of columns of numbers, by which a column can be written as a sum of others. It grows by one
 * column at a time (modified Gram-Schmidt, done twice).
 */
final class Projection {
    private final List<Integer> columns = new ArrayList<>();
    private final List<double[]> basis = new ArrayList<>();
    /** For each column of the basis its parts along the basis vectors up to its own. */
    private final List<double[]> parts = new ArrayList<>();

    /** The columns of the basis. */
    List<Integer> columns() {
        return columns;
    }

    /**
     * Takes a column into the basis unless it is a sum of those there.
     *
     * @param values centred, of standard deviation 1
     * @param tolerance the largest value that may be left of a sum
     * @return the factors of the basis' columns where it is a sum, else null
     */
    double[] add(final int column, final double[] values, final double tolerance) {
        final double[] rest = values.clone();
        final double[] along = new double[basis.size() + 1];
        for (int pass = 0; pass < 2; pass++) {
            for (int k = 0; k < basis.size(); k++) {
                final double[] unit = basis.get(k);
                double product = 0;
                for (int i = 0; i < rest.length; i++) {
                    product += unit[i] * rest[i];
                }
                along[k] += product;
                for (int i = 0; i < rest.length; i++) {
                    rest[i] -= product * unit[i];
                }
            }
        }
        double max = 0;
        double squares = 0;
        for (final double value : rest) {
            max = Math.max(max, Math.abs(value));
            squares += value * value;
        }
        if (max <= tolerance) {
            return factors(along);
        }
        final double length = Math.sqrt(squares);
        for (int i = 0; i < rest.length; i++) {
            rest[i] /= length;
        }
        along[basis.size()] = length;
        columns.add(column);
        basis.add(rest);
        parts.add(along);
        return null;
    }

    /** Solves for the columns instead of the basis vectors, backwards. */
    private double[] factors(final double[] along) {
        final double[] factors = new double[basis.size()];
        for (int k = factors.length - 1; k >= 0; k--) {
            double left = along[k];
            for (int j = k + 1; j < factors.length; j++) {
                left -= factors[j] * parts.get(j)[k];
            }
            factors[k] = left / parts.get(k)[k];
        }
        return factors;
    }
}
