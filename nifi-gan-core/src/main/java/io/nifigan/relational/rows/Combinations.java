// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational.rows;

import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Combinations of the values of some columns of a table: how often they repeat, and whether that is by chance. */
public final class Combinations {
    /** The least number of repeats expected by chance for a natural key without repeats to count. */
    private static final double MIN_EXPECTED = 10;
    /**
     * The largest share of rows with a repeated combination for which it still counts as a key: real tables have
     * errors.
     */
    private static final double MAX_REPEATS = .001;

    private static final int HEAD = 5_000;

    private final int rows;
    /** {@code [rows]}: the number of each row's combination; -1 where a value is missing. */
    private final int[] numbers;

    private final int count;

    private Combinations(final int rows, final int[] numbers, final int count) {
        this.rows = rows;
        this.numbers = numbers;
        this.count = count;
    }

    /** The combinations of some columns of a table. */
    public static Combinations of(final Table table, final int... columns) {
        int[] numbers = new int[table.rows()];
        int count = table.rows() == 0 ? 0 : 1;
        for (final int column : columns) {
            final Map<Long, Integer> known = new HashMap<>();
            final int[] next = new int[numbers.length];
            final Map<Double, Integer> values = new HashMap<>();
            for (int r = 0; r < next.length; r++) {
                final int value = table.numbers(column) == null
                        ? table.codes(column)[r]
                        : Double.isNaN(table.numbers(column)[r])
                                ? -1
                                : values.computeIfAbsent(table.numbers(column)[r] + 0., v -> values.size());
                next[r] = numbers[r] < 0 || value < 0
                        ? -1
                        : known.computeIfAbsent((long) numbers[r] << 32 | value, pair -> known.size());
            }
            numbers = next;
            count = known.size();
        }
        return new Combinations(table.rows(), numbers, count);
    }

    /** The number of different combinations. */
    public int count() {
        return count;
    }

    /** Whether no row lacks a value. */
    public boolean isComplete() {
        return Arrays.stream(numbers).allMatch(number -> number >= 0);
    }

    /** Whether no two rows share a combination, and none lacks a value. */
    public boolean isUnique() {
        return rows > 0 && count == rows && isComplete();
    }

    /** The number of pairs of rows with the same combination. */
    private double pairs() {
        final int[] sizes = new int[count];
        for (final int number : numbers) {
            if (number >= 0) {
                sizes[number]++;
            }
        }
        return Arrays.stream(sizes).mapToDouble(n -> n * (n - 1.) / 2).sum();
    }

    /** The chance that two rows drawn at random have the same combination. */
    private double chance() {
        return rows < 2 ? 1 : pairs() / (rows * (rows - 1.) / 2);
    }

    /** Whether hardly any combination repeats among the first rows, which is known sooner than of all. */
    public static boolean mayBeUnique(final Table table, final int... columns) {
        final int rows = Math.min(HEAD, table.rows());
        final Combinations head = of(
                rows == table.rows()
                        ? table
                        : table.select(IntStream.range(0, rows).toArray()),
                columns);
        return head.isComplete() && rows - head.count <= MAX_REPEATS * rows;
    }

    /**
     * Whether a combination of columns is a natural key: hardly any two rows share it, though many would if any one of
     * its columns had nothing to do with the others.
     */
    public static boolean isNaturalKey(final Table table, final int... columns) {
        if (!mayBeUnique(table, columns)) {
            return false;
        }
        final Combinations all = of(table, columns);
        final int repeats = table.rows() - all.count();
        if (!all.isComplete() || repeats > MAX_REPEATS * table.rows()) {
            return false;
        }
        double expected = Double.POSITIVE_INFINITY;
        for (int left = 0; left < columns.length; left++) {
            final int out = left;
            final int[] others = IntStream.range(0, columns.length)
                    .filter(c -> c != out)
                    .map(c -> columns[c])
                    .toArray();
            expected = Math.min(
                    expected,
                    of(table, others).pairs() * of(table, columns[left]).chance());
        }
        return expected >= MIN_EXPECTED && all.pairs() < expected / MIN_EXPECTED;
    }
}
