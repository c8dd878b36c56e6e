// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.formula.Expression;
import io.nifigan.formula.Rounding;
import io.nifigan.formula.TimeUnits;
import io.nifigan.table.ColumnKind;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Finds numbers that are multiples of another or sums or differences of two others in every row, and points in time
 * with a number for the span between them. {@link LinearSystems} finds longer sums, but only of columns that are
 * missing in the same rows.
 */
final class LinearRules {
    private static final int MAX_COLUMNS = 400;
    private static final int MAX_TIMES = 40;
    /** Maximum number of comparisons, about a second's work; many columns of zeros would exceed it. */
    private static final long MAX_WORK = 500_000_000;

    /** A half is .5; a sixtieth is better written as a quotient. */
    private static final int MAX_SIMPLE_DIGITS = 6;

    private final FormulaSearch search;
    private long work;

    private LinearRules(final FormulaSearch search) {
        this.search = search;
    }

    /** Adds the rules of a table. */
    static void find(final FormulaSearch search) {
        new LinearRules(search).find();
    }

    private void find() {
        final int[] times =
                Arrays.stream(search.columns(search::isTime)).limit(MAX_TIMES).toArray();
        final int[] numbers = Arrays.stream(search.columns(c ->
                        !search.isTime(c) && search.table().column(c).kind().isNumeric()))
                .limit(MAX_COLUMNS)
                .toArray();
        findMultiples(numbers);
        findMultiples(times);
        findSums(
                Arrays.stream(numbers).filter(c -> !search.graph().isDefined(c)).toArray());
        findSpans(times, numbers);
    }

    private ColumnKind kind(final int column) {
        return search.table().column(column).kind();
    }

    private void findMultiples(final int[] columns) {
        for (int i = 0; i < columns.length; i++) {
            for (int j = 0; j < i; j++) {
                final int a = columns[i];
                final int b = columns[j];
                if (search.isTime(a) && kind(a) != kind(b) || !search.concerns(a, b)) {
                    continue;
                }
                final double there = multiple(a, b);
                final double back = multiple(b, a);
                final boolean preferBack = !Double.isNaN(back) && (Double.isNaN(there) || digits(back) < digits(there));
                if (!(preferBack && acceptMultiple(b, a, back) || acceptMultiple(a, b, there))) {
                    acceptMultiple(b, a, back);
                }
            }
        }
    }

    private boolean acceptMultiple(final int target, final int source, final double factor) {
        if (Double.isNaN(factor)) {
            return false;
        }
        final Expression column = Terms.column(source);
        final boolean simple = significantDigits(factor) <= MAX_SIMPLE_DIGITS;
        return search.acceptOrDefer(target, simple ? Terms.times(factor, column) : Terms.scaled(factor, column));
    }

    private static int digits(final double factor) {
        return Double.toString(Math.abs(factor)).length();
    }

    /** The factor by which a column is a multiple of another, NaN where it is none. */
    private double multiple(final int target, final int source) {
        if (search.isTime(target)) {
            // Times are equal or rounded, never multiples.
            return 1;
        }
        final double step = search.step(target);
        for (final Rounding rounding : List.of(Rounding.HALF_UP, Rounding.DOWN, Rounding.UP)) {
            if (!Double.isNaN(factor(search, search.sample(target), search.sample(source), step, rounding))) {
                final double factor = factor(
                        search, search.table().numbers(target), search.table().numbers(source), step, rounding);
                if (!Double.isNaN(factor) && factor != 0) {
                    return factor;
                }
            }
        }
        return Double.NaN;
    }

    /**
     * The factor with the fewest digits that fits every row, NaN where there is none: each row gives a lower and an
     * upper bound.
     */
    static double factor(
            final FormulaSearch search,
            final double[] target,
            final double[] source,
            final double step,
            final Rounding rounding) {
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        for (int r = 0; r < target.length && low <= high; r++) {
            final double z = target[r];
            final double x = source[r];
            if (Double.isNaN(z) || Double.isNaN(x)) {
                if (search.isContradiction(z, x)) {
                    return Double.NaN;
                }
                continue;
            }
            final double error = 1e-10 * Math.abs(z);
            final double from = z + rounding.low(step) - error;
            final double to = z + rounding.low(step) + step + error;
            if (x == 0) {
                if (from > 0 || to < 0) {
                    return Double.NaN;
                }
            } else {
                low = Math.max(low, Math.min(from / x, to / x));
                high = Math.min(high, Math.max(from / x, to / x));
            }
        }
        if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            return Double.NaN;
        }
        final double factor = Terms.shortest(low, high);
        final double divisor = low > 0 ? Terms.shortest(1 / high, 1 / low) : 0;
        // Minutes are seconds by 60 rather than seconds times .01667.
        return divisor > 1 && Math.rint(divisor) == divisor && Math.log10(divisor) < significantDigits(factor)
                ? 1 / divisor
                : factor;
    }

    private static int significantDigits(final double number) {
        return new BigDecimal(Double.toString(number)).stripTrailingZeros().precision();
    }

    private void findSums(final int[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            for (int j = 0; j < i; j++) {
                for (final int a : numbers) {
                    final int b = numbers[j];
                    final int c = numbers[i];
                    if (work > MAX_WORK) {
                        return;
                    }
                    if (a != b && a != c && search.concerns(a, b, c) && isSum(a, b, c)) {
                        addSum(a, b, c);
                    }
                }
            }
        }
    }

    private boolean isSum(final int a, final int b, final int c) {
        final double tolerance = Math.max(search.step(a), Math.max(search.step(b), search.step(c))) / 2;
        final double[] z = search.sample(a);
        final double[] x = search.sample(b);
        final double[] y = search.sample(c);
        for (int r = 0; r < z.length; r++) {
            final double error = Math.abs(z[r] - x[r] - y[r]);
            if (error > tolerance && error > tolerance + 1e-9 * (Math.abs(z[r]) + Math.abs(x[r]) + Math.abs(y[r]))) {
                work += r + 1;
                return false;
            }
        }
        work += z.length;
        return true;
    }

    /** Adds a rule for a = b + c: it computes a where possible; else c, which comes after b; else b. */
    private void addSum(final int a, final int b, final int c) {
        work += 10L * search.sample(a).length;
        final Expression whole = Terms.plus(Terms.column(b), Terms.column(c));
        final BooleanSupplier add = () -> search.accept(a, whole, null)
                || search.accept(c, Terms.minus(Terms.column(a), Terms.column(b)), null)
                || search.accept(b, Terms.minus(Terms.column(a), Terms.column(c)), null);
        if (add.getAsBoolean()) {
            search.addRearrangement(add);
        }
    }

    private void findSpans(final int[] times, final int[] numbers) {
        for (final int start : times) {
            for (final int end : times) {
                final ColumnKind kind = kind(start);
                if (start != end && kind == kind(end)) {
                    for (final int number : numbers) {
                        if (search.concerns(start, end, number)) {
                            findSpan(start, end, number, kind);
                        }
                    }
                }
            }
        }
    }

    private void findSpan(final int start, final int end, final int number, final ColumnKind kind) {
        for (final TimeUnits unit : TimeUnits.values()) {
            if (unit.suits(kind)
                    && (search.accept(end, Terms.plus(Terms.column(start), Terms.column(number)), unit)
                            || search.accept(number, Terms.minus(Terms.column(end), Terms.column(start)), unit))) {
                return;
            }
        }
    }
}
