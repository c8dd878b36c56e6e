// SPDX-License-Identifier: Apache-2.0
package io.nifigan.augment;

import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * One column of a pool of rows as numbers whose differences say how far apart two values are: for numbers their rank
 * among the pool's as a standard normal number, for other values a number of their own. What the squared difference of
 * two is cut off at makes the rest: values of a category are either the same or not, and a missing value is as far from
 * all others as can be.
 */
final class Feature {
    /** A missing number; a missing category is -1, its code. */
    private static final float MISSING = 100;

    private static final float NUMBER_CAP = 8;
    private static final float CATEGORY_CAP = 1;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final float[] values;
    private final boolean numeric;
    private final boolean anyMissing;
    private final int present;
    /** Numbers: the different values, rising, and their positions. */
    private double[] distinct = {};

    private float[] positions = {};
    /** Other values: their codes. */
    private final Map<String, Integer> codes = new HashMap<>();

    /** @param pool at least one row */
    Feature(final Table pool, final int column) {
        this.numeric = pool.column(column).kind().isNumeric();
        this.values = new float[pool.rows()];
        int missing = 0;
        for (int r = 0; r < values.length; r++) {
            missing += pool.isMissing(column, r) ? 1 : 0;
        }
        this.anyMissing = missing > 0;
        this.present = values.length - missing;
        if (numeric) {
            rank(pool.numbers(column));
        } else {
            final List<String> dictionary = pool.dictionary(column);
            for (int i = 0; i < dictionary.size(); i++) {
                codes.put(dictionary.get(i), i);
            }
        }
        for (int r = 0; r < values.length; r++) {
            values[r] = valueOf(pool, column, r);
        }
    }

    private void rank(final double[] numbers) {
        final double[] sorted = Arrays.stream(numbers)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        distinct = Arrays.stream(sorted).distinct().toArray();
        positions = new float[distinct.length];
        int from = 0;
        for (int i = 0; i < distinct.length; i++) {
            int to = from;
            while (to < sorted.length && sorted[to] == distinct[i]) {
                to++;
            }
            positions[i] = (float) NORMAL.inverseCumulativeProbability((from + to) / 2. / sorted.length);
            from = to;
        }
    }

    /** {@code [rows]}: the pool's, not to be changed. */
    float[] values() {
        return values;
    }

    /** What a squared difference is cut off at. */
    float cap() {
        return numeric ? NUMBER_CAP : CATEGORY_CAP;
    }

    /** How many of the pool's rows have a value. */
    int present() {
        return present;
    }

    boolean isMissing(final int row) {
        return values[row] == (numeric ? MISSING : -1);
    }

    /** A value of another table's row as this one would have it; NaN where the pool has nothing to compare it with. */
    float valueOf(final Table table, final int column, final int row) {
        if (table.isMissing(column, row)) {
            return anyMissing ? numeric ? MISSING : -1 : Float.NaN;
        }
        if (numeric) {
            return distinct.length == 0 ? Float.NaN : position(table.numbers(column)[row]);
        }
        final Integer code = codes.get(table.dictionary(column).get(table.codes(column)[row]));
        return code == null ? Float.NaN : code;
    }

    private float position(final double value) {
        final int found = Arrays.binarySearch(distinct, value);
        if (found >= 0) {
            return positions[found];
        }
        final int after = -found - 1;
        if (after == 0 || after == distinct.length) {
            return positions[after == 0 ? 0 : after - 1];
        }
        final double share = (value - distinct[after - 1]) / (distinct[after] - distinct[after - 1]);
        return (float) (positions[after - 1] + share * (positions[after] - positions[after - 1]));
    }

    /**
     * The pool's rows sorted into at most so many groups: numbers into as many equally large ones, other values into
     * the most frequent and the rest; the missing ones are a group too.
     *
     * @return {@code [rows]}
     */
    int[] groups(final int numberGroups, final int categoryGroups) {
        final int[] groups = new int[values.length];
        final int[] place = numeric ? null : places(categoryGroups);
        for (int r = 0; r < groups.length; r++) {
            if (isMissing(r)) {
                groups[r] = 0;
            } else if (numeric) {
                groups[r] =
                        1 + Math.min(numberGroups - 1, (int) (numberGroups * NORMAL.cumulativeProbability(values[r])));
            } else {
                groups[r] = place[(int) values[r]];
            }
        }
        return groups;
    }

    private int[] places(final int max) {
        final int[] counts = new int[codes.size()];
        for (final float value : values) {
            if (value >= 0) {
                counts[(int) value]++;
            }
        }
        final Integer[] order = new Integer[counts.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Integer.compare(counts[b], counts[a]));
        final int[] place = new int[counts.length];
        for (int i = 0; i < order.length; i++) {
            place[order[i]] = 1 + Math.min(i, max - 1);
        }
        return place;
    }
}
