// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import java.util.List;

/**
 * Both tables on the plane in which real rows differ most: the first two principal components of the standardised
 * columns, categories as indicators.
 *
 * @param real real rows, at most 1,000
 * @param synthetic synthetic rows, at most 1,000
 * @param explained share of the real rows' variance that the plane shows
 */
public record Projection(List<Point> real, List<Point> synthetic, double explained) {
    private static final int MAX_POINTS = 1_000;

    /** A row's place on the plane, in standard deviations of all columns together. */
    public record Point(float x, float y) {
        public Point {
            if (!Float.isFinite(x) || !Float.isFinite(y)) {
                throw new IllegalArgumentException("A point at %s, %s is none".formatted(x, y));
            }
        }
    }

    public Projection {
        real = Checks.copy("real", real, MAX_POINTS);
        synthetic = Checks.copy("synthetic", synthetic, MAX_POINTS);
        Checks.share("explained", explained);
    }
}
