// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import java.util.List;

/**
 * Both tables projected to the first two principal components of the real rows, with standardised numbers and
 * indicators for categories.
 *
 * @param real real rows, at most 1,000
 * @param synthetic synthetic rows, at most 1,000
 * @param explained share of the real rows' variance along the two components
 */
public record Projection(List<Point> real, List<Point> synthetic, double explained) {
    private static final int MAX_POINTS = 1_000;

    /** A projected row, in units of the standard deviation of all columns together. */
    public record Point(float x, float y) {
        public Point {
            if (!Float.isFinite(x) || !Float.isFinite(y)) {
                throw new IllegalArgumentException(
                        "A point is at %s, %s; its coordinates must be finite".formatted(x, y));
            }
        }
    }

    public Projection {
        real = Checks.copy("real", real, MAX_POINTS);
        synthetic = Checks.copy("synthetic", synthetic, MAX_POINTS);
        Checks.share("explained", explained);
    }
}
