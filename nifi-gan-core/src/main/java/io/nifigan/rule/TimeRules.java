// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.formula.Builtin;
import io.nifigan.formula.Call;
import io.nifigan.formula.Expression;
import io.nifigan.formula.TimeUnits;
import io.nifigan.table.ColumnKind;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Finds columns that are parts of a date or a time: numbers such as the year or the hour, days such as the first of the
 * month, and times at a coarser precision or a fixed distance.
 */
final class TimeRules {
    private static final int MAX_TIMES = 40;
    private static final int MAX_NUMBERS = 400;
    private static final double DAY = 86_400_000;

    private final FormulaSearch search;

    private TimeRules(final FormulaSearch search) {
        this.search = search;
    }

    /** Adds the rules of a table. */
    static void find(final FormulaSearch search) {
        final TimeRules rules = new TimeRules(search);
        final int[] times = times(search);
        final int[] numbers = Arrays.stream(search.columns(c ->
                        !search.isTime(c) && search.table().column(c).kind().isNumeric()))
                .limit(MAX_NUMBERS)
                .toArray();
        for (final int time : times) {
            rules.findTimes(time, times);
        }
        for (final int time : times) {
            rules.findNumbers(time, numbers);
        }
    }

    /** The columns of times, those first that are not computed themselves. */
    static int[] times(final FormulaSearch search) {
        return Arrays.stream(search.columns(search::isTime))
                .limit(MAX_TIMES)
                .boxed()
                .sorted(Comparator.comparing(search.graph()::isDefined))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private ColumnKind kind(final int column) {
        return search.table().column(column).kind();
    }

    private boolean isOpen(final int target, final int source) {
        return target != source
                && search.concerns(target, source)
                && search.graph().allow(target, source);
    }

    private void findTimes(final int source, final int... times) {
        final List<Expression> days = TimeParts.days(source, kind(source));
        for (final int target : times) {
            if (!isOpen(target, source)) {
                continue;
            }
            if (kind(target) == kind(source)) {
                findShift(target, source);
            }
            if (kind(target) == ColumnKind.TIME && kind(source) == ColumnKind.TIMESTAMP) {
                search.accept(target, Call.of(Builtin.TIME, source), null);
            } else if (kind(target) == ColumnKind.DATE) {
                final boolean found = days.stream()
                        .anyMatch(day -> search.accept(target, day, null)
                                || isConstant(target, day) && search.acceptWithConstant(target, day, TimeUnits.DAYS));
                if (!found) {
                    acceptLocalDay(target, source);
                }
            }
        }
    }

    /** A time at a coarser precision, at a fixed distance, or both, such as local time in minutes. */
    private void findShift(final int target, final int source) {
        final Expression other = Terms.column(source);
        if (!search.accept(target, other, null)) {
            acceptShifted(target, search.step(target), source, expression -> expression);
        }
    }

    /** The day of a time at a fixed distance, such as that of the local time. */
    private boolean acceptLocalDay(final int target, final int source) {
        return kind(source) == ColumnKind.TIMESTAMP
                && acceptShifted(target, DAY, source, expression -> new Call(Builtin.DATE, List.of(expression)));
    }

    /**
     * Adds the rule that a column has the times of another, shifted by a fixed span and rounded.
     *
     * @param grid the length of what the target is rounded to
     * @param rounded gives the expression for the target from that of the shifted time
     */
    private boolean acceptShifted(
            final int target, final double grid, final int source, final UnaryOperator<Expression> rounded) {
        final double unit = kind(target) == kind(source) ? 1 : DAY;
        final double[] z = search.sample(target);
        final double[] x = search.sample(source);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < z.length; i++) {
            if (!Double.isNaN(z[i]) && !Double.isNaN(x[i])) {
                low = Math.min(low, z[i] * unit - x[i]);
                high = Math.max(high, z[i] * unit - x[i]);
            }
        }
        // What is rounded down, to the nearest or up gives the bounds of the span.
        // No row of the sample may have both times, such as one of shipping and one of cancellation.
        return low <= high
                && high - low <= grid
                && (acceptSpan(target, high, low + grid, source, rounded)
                        || unit == 1
                                && (acceptSpan(target, high - grid / 2, low + grid / 2, source, rounded)
                                        || acceptSpan(target, high - grid, low, source, rounded)));
    }

    /** Adds the rule for the roundest span from one length to another. */
    private boolean acceptSpan(
            final int target,
            final double low,
            final double high,
            final int source,
            final UnaryOperator<Expression> rounded) {
        for (int i = TimeUnits.values().length - 1; i >= 0; i--) {
            final TimeUnits unit = TimeUnits.values()[i];
            final double length = unit.suits(kind(source)) ? unit.in(kind(source)) : Double.NaN;
            final double units = Math.ceil(low / length);
            if (units * length <= high) {
                final Expression time = Terms.column(source);
                return units != 0
                        && search.accept(
                                target,
                                rounded.apply(
                                        units < 0
                                                ? Terms.minus(time, Terms.constant(-units))
                                                : Terms.plus(time, Terms.constant(units))),
                                unit);
            }
        }
        return false;
    }

    /** Whether a column and an expression differ by the same amount in a few rows. */
    private boolean isConstant(final int target, final Expression expression) {
        final double[] z = search.sample(target);
        final double[] x = search.evaluate(expression, null);
        final double shift = z[0] - x[0];
        for (int i = 0; i < z.length; i++) {
            if (!Double.isNaN(z[i]) && !Double.isNaN(x[i]) && z[i] - x[i] != shift) {
                return false;
            }
        }
        return true;
    }

    private void findNumbers(final int source, final int... numbers) {
        final List<Expression> parts = TimeParts.numbers(source, kind(source));
        final double[][] samples =
                parts.stream().map(part -> search.evaluate(part, null)).toArray(double[][]::new);
        final List<Expression> fractions = TimeParts.fractions(source, kind(source));
        for (final int target : numbers) {
            if (!isOpen(target, source)) {
                continue;
            }
            boolean done = false;
            for (int p = 0; p < samples.length && !done; p++) {
                done = isShifted(search.sample(target), samples[p], 1)
                                && search.acceptWithConstant(target, parts.get(p), null)
                        || isShifted(search.sample(target), samples[p], -1) && acceptNegative(target, parts.get(p));
            }
            for (int p = 0; p < fractions.size() && !done; p++) {
                done = search.accept(target, fractions.get(p), null);
            }
        }
    }

    private boolean acceptNegative(final int target, final Expression part) {
        return search.acceptWithConstant(target, constant -> Terms.minus(Terms.constant(constant), part));
    }

    /** Whether a column is, up to a constant, a part or its negative. */
    private boolean isShifted(final double[] z, final double[] x, final int sign) {
        double shift = Double.NaN;
        for (int i = 0; i < z.length; i++) {
            if (search.isContradiction(z[i], x[i])) {
                return false;
            }
            final double own = z[i] - sign * x[i];
            if (!Double.isNaN(own)) {
                if (!Double.isNaN(shift) && own != shift) {
                    return false;
                }
                shift = own;
            }
        }
        return !Double.isNaN(shift);
    }
}
