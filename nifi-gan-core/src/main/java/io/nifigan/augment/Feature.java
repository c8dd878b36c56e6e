// SPDX-License-Identifier: Apache-2.0
package io.nifigan.augment;

import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * One column of a pool of rows as coordinates for distances. A number becomes the normal score of its rank in the pool,
 * any other value becomes its code. Squared differences are capped: two categories are equal or at the cap, and a
 * missing value is at the cap from all others.
 */
final class Feature {
    /** The coordinate of a missing number; that of a missing category is its code, -1. */
    private static final float MISSING = 100;

    private static final float NUMBER_CAP = 8;
    private static final float CATEGORY_CAP = 1;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final float[] values;
    private final boolean numeric;
    private final boolean anyMissing;
    private final int present;
    /** Of a numeric column: the distinct values in ascending order and their coordinates. */
    private double[] distinct = {};

    private float[] positions = {};
    /** Of any other column: the codes of the values. */
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

    /** The coordinates of the pool's rows, {@code [rows]}; must not be modified. */
    float[] values() {
        return values;
    }

    /** The upper limit of squared differences. */
    float cap() {
        return numeric ? NUMBER_CAP : CATEGORY_CAP;
    }

    /** Number of pool rows that have a value. */
    int present() {
        return present;
    }

    boolean isMissing(final int row) {
        return values[row] == (numeric ? MISSING : -1);
    }

    /** The coordinate of another table's value; NaN if the pool has nothing to compare it with. */
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
     * The group of each pool row. Numbers are split into groups of equal size; other values into one group for each of
     * the most frequent values and one for the rest. Missing values are one group.
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
