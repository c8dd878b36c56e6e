// SPDX-License-Identifier: Apache-2.0
package io.nifigan.partial;

import java.util.Arrays;
import java.util.TreeSet;

/**
 * How close a column's values lie to those of a formula. They are close in the sense of this package where a narrow
 * band around the computed value holds far more rows than chance would put there: the information (Kullback and Leibler
 * 1951) of "the value is in the band" against the same with the computed values of other rows.
 *
 * @param relative whether distances are shares of the computed value
 * @param width the half width of the band
 * @param information what the band tells, in nats a row
 */
record Closeness(boolean relative, double width, double information) {
    static final Closeness NONE = new Closeness(false, 0, 0);

    /**
     * A band that holds more of the rows by chance is no ridge: the networks see ranks, and resolve a few hundredths of
     * them.
     */
    private static final double MAX_CHANCE = .05;

    private static final double MIN_SHARE = .1;
    static final double MIN_INFORMATION = .4;

    private static final int MIN_ROWS = 100;
    private static final int SHIFTS = 4;
    /** Each width that is tried is smaller than the one before by this factor. */
    private static final double NARROWING = .7;

    private static final int WIDTHS = 20;
    private static final int ROWS_PER_INTERVAL = 60;

    /**
     * The band that tells most; {@link #NONE} where none tells enough.
     *
     * @param values the column's values that tell something, NaN for others
     * @param computed what the formula computes in the same rows
     * @param min the least that a band must tell, in nats
     * @param numbers whether these are numbers: of dates and times no share can be taken
     */
    static Closeness of(final double[] values, final double[] computed, final double min, final boolean numbers) {
        final Closeness relative = numbers ? ofKind(values, computed, min, true) : NONE;
        final Closeness absolute = ofKind(values, computed, min, false);
        return relative.information >= absolute.information && relative != NONE ? relative : absolute;
    }

    private static Closeness ofKind(
            final double[] values, final double[] computed, final double min, final boolean relative) {
        final double[] distances = distances(values, computed, 0, relative);
        if (distances.length < MIN_ROWS) {
            return NONE;
        }
        double[] byChance = new double[0];
        for (int s = 1; s <= SHIFTS; s++) {
            final double[] shifted = distances(values, computed, s * values.length / (SHIFTS + 1), relative);
            final double[] both = Arrays.copyOf(byChance, byChance.length + shifted.length);
            System.arraycopy(shifted, 0, both, byChance.length, shifted.length);
            byChance = both;
        }
        Arrays.sort(byChance);
        // The widest band that chance seldom meets, and narrower ones.
        double width = byChance.length == 0 ? 0 : byChance[(int) (MAX_CHANCE * byChance.length)];
        if (relative) {
            width = Math.min(width, .5);
        }
        Closeness best = NONE;
        for (int i = 0; i < WIDTHS && width > 0; i++, width *= NARROWING) {
            final double share = share(distances, width);
            final double expected = Math.max(share(byChance, width), 1. / byChance.length);
            if (share >= MIN_SHARE && share > expected) {
                final double information = share * Math.log(share / expected)
                        + (share < 1 ? (1 - share) * Math.log((1 - share) / (1 - expected)) : 0);
                if (information >= min && information > best.information) {
                    best = new Closeness(relative, width, information);
                }
            }
        }
        return best;
    }

    /** The distances without signs, ascending. */
    private static double[] distances(
            final double[] values, final double[] computed, final int later, final boolean relative) {
        final double[] distances = new double[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            final double other = computed[(i + later) % values.length];
            if (!Double.isNaN(values[i]) && !Double.isNaN(other)) {
                distances[count++] = Math.abs(PartialRule.distance(values[i], other, relative));
            }
        }
        final double[] sorted = Arrays.copyOf(distances, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static double share(final double[] sorted, final double width) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (sorted[middle] <= width) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return (double) low / sorted.length;
    }

    /**
     * The ends of intervals that hold about equally many of the rows in the band.
     *
     * @param values the column's values in all rows that are not equal to the computed ones, NaN for others
     * @param step the grid of the column, 0 for none
     */
    double[] edges(final double[] values, final double[] computed, final double step) {
        final double[] inside = new double[values.length];
        int count = 0;
        for (int r = 0; r < values.length; r++) {
            final double distance = PartialRule.distance(values[r], computed[r], relative);
            if (Math.abs(distance) <= width) {
                inside[count++] = distance;
            }
        }
        final double[] sorted = Arrays.copyOf(inside, count);
        Arrays.sort(sorted);
        final int intervals = Math.clamp(count / ROWS_PER_INTERVAL, 2, PartialRule.MAX_INTERVALS / 2);
        final TreeSet<Double> edges = new TreeSet<>();
        for (int i = 1; i < intervals; i++) {
            final double edge = sorted[(int) ((long) i * count / intervals)];
            // Between two points of a grid, so that each is in the middle of its share.
            edges.add(
                    !relative && step > 0 ? (Math.floor(Math.abs(edge) / step) + .5) * step * Math.signum(edge) : edge);
        }
        if (count > 0 && sorted[0] < 0) {
            edges.add(-width);
        }
        if (count > 0 && sorted[count - 1] > 0) {
            edges.add(width);
        }
        edges.add(0.);
        edges.removeIf(edge -> Math.abs(edge) > width);
        return edges.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
