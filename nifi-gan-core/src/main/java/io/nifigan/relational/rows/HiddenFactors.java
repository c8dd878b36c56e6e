// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational.rows;

import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds numbers that are another column times a factor of few digits: a cost that is 30 to 50 whole per cent of the
 * sales, a price less 5, 10 or 20 per cent. The factor is learnt instead of the number, so that it has the digits that
 * real ones have.
 */
public final class HiddenFactors {
    /** The steps of factors that are tried, coarse ones first; finer ones fit any two columns. */
    private static final double[] STEPS = {1, .5, .25, .1, .05, .01};
    /** More factors than this are no few digits. */
    private static final int MAX_FACTORS = 200;
    /** The least number of different values of the column for each factor: fewer say as much as the column itself. */
    private static final double MIN_VALUES = 3;
    /** The least number of different values of the other column: few are kinds rather than amounts. */
    private static final int MIN_OTHERS = 10;
    /** The least number of steps of the column between two factors, in nearly all rows: else rounding hides others. */
    private static final double MIN_APART = 4;

    private static final double NEARLY_ALL = .95;

    private HiddenFactors() {}

    /**
     * A number that is another one times a factor.
     *
     * @param target the index of the column
     * @param other the index of the column that it is a multiple of
     * @param step the step of the factors
     */
    public record Factor(int target, int other, double step) {
        public Factor {
            if (!(step > 0)) {
                throw new IllegalArgumentException("The step of a factor is %s; it must be above 0".formatted(step));
            }
        }

        /** The factor in a row, NaN where there is none. */
        public double of(final double number, final double by) {
            return by == 0 ? Double.NaN : Math.round(number / by / step) * step;
        }
    }

    /**
     * Finds numbers among joined rows.
     *
     * @param targets the indices of columns to look at
     * @param others the indices of columns that they may be multiples of, the likeliest first
     */
    public static List<Factor> find(final Table joined, final List<Integer> targets, final List<Integer> others) {
        final List<Factor> found = new ArrayList<>();
        final Set<Integer> used = new HashSet<>();
        for (final int target : targets) {
            if (isAmount(joined.column(target)) && !used.contains(target)) {
                final Optional<Factor> factor = others.stream()
                        .filter(other -> other != target && isAmount(joined.column(other)))
                        // What a factor is of must be known before: no column is learnt by way of another factor.
                        .filter(other -> found.stream().noneMatch(one -> one.target() == other))
                        .map(other -> factor(joined, target, other))
                        .flatMap(Optional::stream)
                        .findFirst();
                factor.ifPresent(one -> {
                    found.add(one);
                    used.add(one.other());
                });
            }
        }
        return found;
    }

    private static boolean isAmount(final Column column) {
        return (column.kind() == ColumnKind.DECIMAL || column.kind() == ColumnKind.INTEGER)
                && !column.field().marksForm();
    }

    private static Optional<Factor> factor(final Table joined, final int target, final int other) {
        if (distinct(joined.numbers(other)) < MIN_OTHERS) {
            return Optional.empty();
        }
        return Arrays.stream(STEPS)
                .mapToObj(step -> new Factor(target, other, step))
                .filter(factor -> holds(joined, factor) && isTelling(joined, factor))
                .findFirst();
    }

    /** Whether every number is the other one times a factor, but for its rounding. */
    public static boolean holds(final Table joined, final Factor factor) {
        final double[] numbers = joined.numbers(factor.target());
        final double[] others = joined.numbers(factor.other());
        final double step = joined.column(factor.target()).step();
        for (int r = 0; r < numbers.length; r++) {
            final double made = others[r] * factor.of(numbers[r], others[r]);
            if (!Double.isNaN(numbers[r])
                    && !(Math.abs(made - numbers[r]) <= step * .51 + 1e-9 * Math.abs(numbers[r]))) {
                return false;
            }
        }
        return true;
    }

    /** Whether factors are few, and so far apart that other numbers would not be multiples. */
    private static boolean isTelling(final Table joined, final Factor factor) {
        final double[] numbers = joined.numbers(factor.target());
        final double[] others = joined.numbers(factor.other());
        final double[] factors = new double[numbers.length];
        Arrays.setAll(factors, r -> factor.of(numbers[r], others[r]));
        final double apart = factor.step() / MIN_APART;
        final long far = Arrays.stream(others)
                .filter(by ->
                        Math.abs(by) * apart >= joined.column(factor.target()).step())
                .count();
        final int count = distinct(factors);
        return far >= NEARLY_ALL * numbers.length
                && count > 1
                && count <= MAX_FACTORS
                && distinct(numbers) >= MIN_VALUES * count;
    }

    private static int distinct(final double[] values) {
        return (int) Arrays.stream(values).distinct().limit(100_000).count();
    }

    /** The column of factors in place of a number. */
    public static Column column(final Column number, final Factor factor) {
        return new Column(
                Frame.number(number.name(), ColumnKind.DECIMAL).field(), ColumnKind.DECIMAL, factor.step(), null);
    }
}
