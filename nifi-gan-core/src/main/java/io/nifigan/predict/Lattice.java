// SPDX-License-Identifier: Apache-2.0
package io.nifigan.predict;

import io.nifigan.common.RandomStream;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The values that a number can have, given another number. Two numbers of few values may have been computed from a
 * third that is not in the table, such as humidity from whole degrees of temperature and dew point: then only some
 * values go together, and the ones in between never occur.
 *
 * @param by the index of the other number's column
 * @param keys the values of the other number, rising
 * @param values {@code [keys][]}: the values that go with each, rising, 1 or more
 */
public record Lattice(int by, double[] keys, double[][] values) {
    private static final int MAX_VALUES = 300;
    private static final int MIN_ROWS = 2_000;
    /** The least number of rows of a pair: rarer pairs would reveal single rows. */
    private static final int PAIR_ROWS = 3;
    /** The least mean number of rows for each possible pair: with fewer, pairs are empty by chance. */
    private static final double MIN_EXPECTED = 1.5;
    /** The largest ratio of the pairs that occur to the pairs after moving each number to a neighbouring value. */
    private static final double MAX_SHARE = .7;

    private static final int MOVED = 2;

    public Lattice {
        if (by < 0 || keys.length == 0 || keys.length > MAX_VALUES || values.length != keys.length) {
            throw new IllegalArgumentException("A lattice has %d keys and values of %d; at most %d are possible"
                    .formatted(keys.length, values.length, MAX_VALUES));
        }
        requireRising(keys);
        for (final double[] each : values) {
            if (each.length == 0 || each.length > MAX_VALUES) {
                throw new IllegalArgumentException(
                        "A key of a lattice has %d values; 1 to %d are possible".formatted(each.length, MAX_VALUES));
            }
            requireRising(each);
        }
    }

    private static void requireRising(final double[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            if (!Double.isFinite(numbers[i]) || i > 0 && numbers[i] <= numbers[i - 1]) {
                throw new IllegalArgumentException("Number %d of a lattice is not finite or not rising".formatted(i));
            }
        }
    }

    /**
     * Finds the lattice of two numbers.
     *
     * @param column the number whose values are wanted
     * @param by the other number
     * @param minimumCount minimum number of rows of a pair of values, where it is above the default
     * @return empty where nearly all values between others go together
     */
    public static Optional<Lattice> find(final Table table, final int column, final int by, final int minimumCount) {
        final double[] values = table.numbers(column);
        final double[] keys = table.numbers(by);
        final double[] valuesOf = distinct(values);
        final double[] keysOf = distinct(keys);
        if (table.rows() < MIN_ROWS || valuesOf.length > MAX_VALUES || keysOf.length > MAX_VALUES) {
            return Optional.empty();
        }
        final int[][] seen = new int[keysOf.length][valuesOf.length];
        final boolean[][] moved = new boolean[keysOf.length][valuesOf.length];
        final RandomStream random = new RandomStream(table.rows());
        for (int r = 0; r < values.length; r++) {
            if (!Double.isNaN(values[r]) && !Double.isNaN(keys[r])) {
                final int key = Arrays.binarySearch(keysOf, keys[r] + 0.);
                final int value = Arrays.binarySearch(valuesOf, values[r] + 0.);
                seen[key][value]++;
                final int step = random.nextInt(2 * MOVED + 1) - MOVED;
                moved[key][Math.clamp(value + step, 0, valuesOf.length - 1)] = true;
            }
        }
        int pairs = 0;
        int couldBe = 0;
        for (int k = 0; k < keysOf.length; k++) {
            for (int v = 0; v < valuesOf.length; v++) {
                pairs += seen[k][v] > 0 ? 1 : 0;
                couldBe += moved[k][v] ? 1 : 0;
            }
        }
        return pairs > MAX_SHARE * couldBe || values.length < MIN_EXPECTED * couldBe
                ? Optional.empty()
                : of(by, keysOf, valuesOf, seen, Math.max(PAIR_ROWS, minimumCount));
    }

    private static Optional<Lattice> of(
            final int by, final double[] keys, final double[] values, final int[][] seen, final int min) {
        final TreeMap<Double, double[]> known = new TreeMap<>();
        for (int k = 0; k < keys.length; k++) {
            final TreeSet<Double> together = new TreeSet<>();
            for (int v = 0; v < values.length; v++) {
                if (seen[k][v] >= min) {
                    together.add(values[v]);
                }
            }
            if (!together.isEmpty()) {
                known.put(
                        keys[k],
                        together.stream().mapToDouble(Double::doubleValue).toArray());
            }
        }
        return known.isEmpty()
                ? Optional.empty()
                : Optional.of(new Lattice(
                        by,
                        known.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
                        known.values().toArray(double[][]::new)));
    }

    private static double[] distinct(final double[] numbers) {
        return Arrays.stream(numbers)
                .filter(number -> !Double.isNaN(number))
                .map(number -> number + 0.)
                .distinct()
                .limit(MAX_VALUES + 1L)
                .sorted()
                .toArray();
    }

    /** The value nearest to another that goes with a key; the other itself where the key is not known. */
    public double nearest(final double key, final double value) {
        final int at = Arrays.binarySearch(keys, key + 0.);
        if (at < 0) {
            return value;
        }
        final double[] known = values[at];
        final int place = Arrays.binarySearch(known, value + 0.);
        if (place >= 0) {
            return value;
        }
        final int above = -place - 1;
        if (above == 0 || above == known.length) {
            return known[above == 0 ? 0 : known.length - 1];
        }
        return value - known[above - 1] <= known[above] - value ? known[above - 1] : known[above];
    }
}
