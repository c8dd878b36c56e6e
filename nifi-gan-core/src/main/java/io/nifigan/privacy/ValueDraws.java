// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Draws of values for rows of which only the groups are known, by the noisy counts of a column's cells. */
final class ValueDraws {
    /** The least share of the records in a tail. */
    private static final double TAIL_SHARE = 1 / 32.;
    /** The least records in a tail, in standard deviations of the noise. */
    private static final double TAIL_NOISE = 8;
    /** Minimum ratio of all records to tail records; below it the tail is not modelled. */
    private static final double MIN_RECORDS_PER_TAIL = 6;

    private static final int MIN_CELLS = 6;
    private static final double RARE_DEVIATIONS = 3;
    private static final int MAX_NEAR_CELLS = 4;
    /**
     * The most possible values of a column without tails, such as a number of children. Its outermost cells are taken
     * for empty if their counts are not distinguishable from noise.
     */
    private static final int FEW_VALUES = 64;
    /** The count, in standard deviations of the noise, below which a category may not exist. */
    private static final double DOUBTFUL_DEVIATIONS = 2;

    private final RandomGenerator random;
    private final double perRecord;

    /**
     * @param perRecord the rows drawn for each record, which limits how far the greatest of so many more rows may reach
     */
    ValueDraws(final RandomGenerator random, final double perRecord) {
        this.random = random;
        this.perRecord = perRecord;
    }

    /** Whether a column has enough possible values for tails. */
    static boolean hasTails(final double min, final double max, final double step) {
        return max - min > (FEW_VALUES - .5) * step;
    }

    /**
     * The counts without single values that are not distinguishable from noise. A cell of one value, which was cut out
     * because the value might be frequent, is then merged with the cell beside it.
     *
     * @param bounds the lower bound, the edges and the upper bound, ascending
     */
    static double[] withoutDoubtful(
            final double[] counts, final double[] bounds, final double step, final double deviation) {
        final double[] sure = counts.clone();
        final int count = bounds.length - 1;
        if (!hasTails(bounds[0] + step / 2, bounds[count] - step / 2, step)) {
            emptyEnd(sure, 0, count, 1, deviation);
            emptyEnd(sure, count - 1, count, -1, deviation);
            return sure;
        }
        for (int i = 0; i < count; i++) {
            if (isOneValue(bounds, i, step) && counts[i] < RARE_DEVIATIONS * deviation) {
                final int inward = 2 * i < count ? 1 : -1;
                final int inner = wide(bounds, i, inward, step);
                final int beside = inner >= 0 ? inner : wide(bounds, i, -inward, step);
                if (beside >= 0) {
                    sure[beside] += counts[i];
                    sure[i] = 0;
                }
            }
        }
        return sure;
    }

    /** Sets cells at an end to 0 as long as all of them together are not distinguishable from noise. */
    private static void emptyEnd(
            final double[] counts, final int end, final int count, final int direction, final double deviation) {
        double held = 0;
        for (int n = 1; n < count; n++) {
            final int cell = end + direction * (n - 1);
            held += counts[cell];
            if (held >= RARE_DEVIATIONS * deviation * Math.sqrt(n) || counts[cell] >= RARE_DEVIATIONS * deviation) {
                return;
            }
            counts[cell] = 0;
        }
    }

    private static boolean isOneValue(final double[] bounds, final int cell, final double step) {
        return bounds[cell + 1] - bounds[cell] <= 1.01 * step;
    }

    /** The next cell with several values in a direction, if it is near; else -1. */
    private static int wide(final double[] bounds, final int from, final int direction, final double step) {
        for (int i = from + direction;
                Math.abs(i - from) <= MAX_NEAR_CELLS && i >= 0 && i < bounds.length - 1;
                i += direction) {
            if (!isOneValue(bounds, i, step)) {
                return i;
            }
        }
        return -1;
    }

    /** Draws the cell of each row within its group. */
    int[] cells(
            final int[] groups,
            final int[] map,
            final double[] counts,
            final double deviation,
            final boolean category) {
        final int size = Arrays.stream(map).max().orElse(0) + 1;
        final double[][] sums = new double[size][map.length];
        for (int g = 0; g < size; g++) {
            double sum = 0;
            for (int i = 0; i < map.length; i++) {
                final double sure = category && counts[i] < DOUBTFUL_DEVIATIONS * deviation ? .25 : 1;
                sum += map[i] == g ? sure * Math.max(0, counts[i]) + 1e-9 : 0;
                sums[g][i] = sum;
            }
        }
        final int[] drawn = new int[groups.length];
        for (int r = 0; r < drawn.length; r++) {
            final double[] sum = sums[groups[r]];
            final double wanted = random.nextDouble() * sum[sum.length - 1];
            int cell = Arrays.binarySearch(sum, wanted);
            cell = cell >= 0 ? cell + 1 : -cell - 1;
            while (cell < sum.length - 1 && map[cell] != groups[r]) {
                cell++;
            }
            drawn[r] = Math.min(cell, sum.length - 1);
        }
        return drawn;
    }

    /**
     * Draws numbers within cells: uniformly, but in the tails by a generalized Pareto distribution (see {@link Tail}).
     *
     * @param bounds the lower bound, the edges and the upper bound, ascending
     * @return NaN in the cell of missing values
     */
    double[] numbers(
            final int[] cells,
            final double[] bounds,
            final double[] counts,
            final double deviation,
            final double step,
            final double min,
            final double max) {
        final double[] values = new double[cells.length];
        final int count = bounds.length - 1;
        for (int r = 0; r < values.length; r++) {
            values[r] = cells[r] >= count
                    ? Double.NaN
                    : bounds[cells[r]] + random.nextDouble() * (bounds[cells[r] + 1] - bounds[cells[r]]);
        }
        tail(values, cells, bounds, counts, deviation, step, 1);
        tail(values, cells, bounds, counts, deviation, step, -1);
        for (int r = 0; r < values.length; r++) {
            values[r] = Math.max(min, Math.min(max, snapped(values[r], step)));
        }
        return values;
    }

    /** The nearest value of the grid, as the parser would read the decimal. */
    private static double snapped(final double value, final double step) {
        final double inverse = Math.rint(1 / step);
        return step < 1 && Math.abs(inverse * step - 1) < 1e-9
                ? Math.rint(value * inverse) / inverse
                : Math.rint(value / step) * step;
    }

    private void tail(
            final double[] values,
            final int[] cells,
            final double[] bounds,
            final double[] counts,
            final double deviation,
            final double step,
            final int side) {
        final int count = bounds.length - 1;
        // Both sides are treated alike: from the middle outward.
        final double[] ends = new double[count + 1];
        final double[] held = new double[count];
        for (int i = 0; i <= count; i++) {
            ends[i] = side > 0 ? bounds[i] : -bounds[count - i];
        }
        for (int i = 0; i < count; i++) {
            held[i] = side > 0 ? counts[i] : counts[count - 1 - i];
        }
        // A cell with the bound alone does not belong to the tail.
        final int last = ends[count] - ends[count - 1] <= 1.01 * step ? count - 1 : count;
        if (!hasTails(bounds[0] + step / 2, bounds[count] - step / 2, step) || last < MIN_CELLS) {
            return;
        }
        final double[] beyond = new double[last + 1];
        for (int i = last - 1; i >= 0; i--) {
            beyond[i] = beyond[i + 1] + held[i];
        }
        final double wanted = Math.max(TAIL_NOISE * deviation, TAIL_SHARE * beyond[0]);
        int first = last - 1;
        while (first > 0 && beyond[first] < wanted) {
            first--;
        }
        if (beyond[0] < MIN_RECORDS_PER_TAIL * wanted || first == 0) {
            return;
        }
        final int start = first;
        final Tail tail = Tail.fitted(
                Arrays.copyOfRange(ends, first, last + 1),
                Arrays.copyOfRange(held, first, last),
                deviation,
                Tail.expected(ends, beyond, first));
        final int[] rows = IntStream.range(0, cells.length)
                .filter(r -> cells[r] < count)
                .filter(r -> {
                    final int cell = side > 0 ? cells[r] : count - 1 - cells[r];
                    return cell >= start && cell < last;
                })
                .toArray();
        for (int i = rows.length - 1; i > 0; i--) {
            final int j = random.nextInt(i + 1);
            final int swapped = rows[i];
            rows[i] = rows[j];
            rows[j] = swapped;
        }
        final double room = ends[last] - ends[start];
        final double reach = 1 - tail.survival(room);
        for (int i = 0; i < rows.length; i++) {
            final double away = tail.quantile(1 - Math.min(i + .5, rows.length - .5 * perRecord) / rows.length * reach);
            values[rows[i]] = side * (ends[start] + Math.max(0, Math.min(room, away)));
        }
    }
}
