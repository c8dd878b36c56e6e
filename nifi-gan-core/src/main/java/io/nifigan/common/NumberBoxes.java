// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Where the points of a space lie: boxes with a few points each, found by halving (a k-d tree). New points are drawn
 * from a box with its share, evenly within it, so that they lie where the real ones do and are none of them.
 *
 * @param low the lower corner of each box: {@code [boxes][dimensions]}
 * @param high the upper corner of each box
 * @param weights the relative frequency of each box
 */
public record NumberBoxes(double[][] low, double[][] high, double[] weights) {
    /** Minimum number of points in a box; as many as a category needs rows not to be rare. */
    public static final int MIN_POINTS = 5;

    private static final int MAX_BOXES = 4_096;
    /** Minimum width of a gap between clusters, as a share of a box. */
    private static final double WIDE_GAP = .2;

    private static final int MAX_DIMENSIONS = 16;

    public NumberBoxes {
        low = low.clone();
        high = high.clone();
        weights = weights.clone();
        boolean fits = low.length > 0
                && low.length <= MAX_BOXES
                && high.length == low.length
                && weights.length == low.length
                && low[0].length > 0
                && low[0].length <= MAX_DIMENSIONS;
        for (int b = 0; fits && b < low.length; b++) {
            fits = low[b].length == low[0].length
                    && high[b].length == low[0].length
                    && weights[b] > 0
                    && weights[b] <= 1e15;
            for (int d = 0; fits && d < low[b].length; d++) {
                fits = low[b][d] >= -1e300 && low[b][d] <= high[b][d] && high[b][d] <= 1e300;
            }
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "The boxes of numbers do not fit each other; each needs a lower end, an upper end and a weight");
        }
    }

    /**
     * Learns where points lie.
     *
     * @param points the points: {@code [points][dimensions]}, one or more
     * @param count about how many boxes to find at most
     */
    public static NumberBoxes fit(final double[][] points, final int count) {
        final int min = Math.max(MIN_POINTS, points.length / count);
        final List<double[][]> done = new ArrayList<>();
        final List<double[][]> open = new ArrayList<>();
        open.add(points);
        final double[] spread = spread(points);
        while (!open.isEmpty()) {
            final double[][] box = open.removeLast();
            final int widest = widest(box, spread);
            if (box.length < 2 * min || widest < 0 || open.size() + done.size() + 2 > MAX_BOXES) {
                done.add(box);
            } else {
                split(box, widest, min, open);
            }
        }
        final double[][] low = new double[done.size()][];
        final double[][] high = new double[done.size()][];
        for (int b = 0; b < low.length; b++) {
            low[b] = end(done.get(b), false);
            high[b] = end(done.get(b), true);
        }
        return new NumberBoxes(
                low, high, done.stream().mapToDouble(box -> box.length).toArray());
    }

    /** Splits where there is a wide gap, so that clusters part; else in halves. */
    private static void split(final double[][] box, final int dimension, final int min, final List<double[][]> into) {
        final double[][] sorted = box.clone();
        Arrays.sort(sorted, Comparator.comparingDouble(point -> point[dimension]));
        int at = sorted.length / 2;
        double gap = WIDE_GAP * (sorted[sorted.length - 1][dimension] - sorted[0][dimension]);
        for (int i = min; i <= sorted.length - min; i++) {
            final double here = sorted[i][dimension] - sorted[i - 1][dimension];
            if (here > gap) {
                gap = here;
                at = i;
            }
        }
        into.add(Arrays.copyOfRange(sorted, 0, at));
        into.add(Arrays.copyOfRange(sorted, at, sorted.length));
    }

    private static double[] end(final double[][] points, final boolean upper) {
        final double[] end = points[0].clone();
        for (final double[] point : points) {
            for (int d = 0; d < end.length; d++) {
                end[d] = upper ? Math.max(end[d], point[d]) : Math.min(end[d], point[d]);
            }
        }
        return end;
    }

    private static double[] spread(final double[][] points) {
        final double[] low = end(points, false);
        final double[] high = end(points, true);
        Arrays.setAll(high, d -> high[d] - low[d]);
        return high;
    }

    /** The dimension in which a box is widest, relative to all points; -1 where all points are the same. */
    private static int widest(final double[][] box, final double[] all) {
        final double[] spread = spread(box);
        int widest = -1;
        double most = 0;
        for (int d = 0; d < spread.length; d++) {
            final double relative = all[d] > 0 ? spread[d] / all[d] : 0;
            if (relative > most) {
                most = relative;
                widest = d;
            }
        }
        return widest;
    }

    /** The number of coordinates of a point. */
    public int dimensions() {
        return low[0].length;
    }

    /** Draws a point: its box's lower corner, the point, its box's upper corner. */
    public double[][] draw(final RandomGenerator random) {
        final int box = drawBox(random);
        final double[] point = new double[dimensions()];
        for (int d = 0; d < point.length; d++) {
            point[d] = low[box][d] + random.nextDouble() * (high[box][d] - low[box][d]);
        }
        return new double[][] {low[box], point, high[box]};
    }

    private int drawBox(final RandomGenerator random) {
        double left = Arrays.stream(weights).sum() * random.nextDouble();
        for (int b = 0; b < weights.length; b++) {
            left -= weights[b];
            if (left < 0) {
                return b;
            }
        }
        return weights.length - 1;
    }
}
