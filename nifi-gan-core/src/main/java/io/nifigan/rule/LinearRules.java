// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.common.RowSample;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Finds numbers that are sums, differences or multiples of others in every row, and points in time that follow from
 * others.
 *
 * <p>The evidence: each of the columns, taken from another row, would break the rule in {@value #EVIDENCE} rows or
 * more. A column that adds nothing, or hardly ever anything, so proves nothing.
 */
final class LinearRules {
    private static final double EVIDENCE = 20;
    private static final int SAMPLE = 2_000;
    private static final int MAX_COLUMNS = 400;
    private static final int MAX_TIMES = 40;
    /** Comparisons of values: about a second's work, which many columns of zeros would exceed. */
    private static final long MAX_WORK = 500_000_000;

    private final Table table;
    private final DependencyGraph graph;
    private final Predicate<Rule> allowed;
    private final List<LinearRule> found = new ArrayList<>();
    private final double[][] samples;
    private long work;

    private LinearRules(final Table table, final DependencyGraph graph, final Predicate<Rule> allowed) {
        this.table = table;
        this.graph = graph;
        this.allowed = allowed;
        this.samples = new double[table.columns().size()][];
    }

    /**
     * @param graph what follows from what so far; is added to
     * @param allowed whether a rule may be found
     */
    static List<LinearRule> find(final Table table, final DependencyGraph graph, final Predicate<Rule> allowed) {
        final LinearRules finder = new LinearRules(table, graph, allowed);
        finder.find();
        return finder.found;
    }

    /** A rule for a column with the grid and the range that its values have; all of them missing have no range. */
    static LinearRule rule(
            final Table table,
            final int target,
            final int first,
            final double firstFactor,
            final int second,
            final double secondFactor) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (final double value : table.numbers(target)) {
            min = value < min ? value : min;
            max = value > max ? value : max;
        }
        return new LinearRule(
                target,
                first,
                firstFactor,
                second,
                secondFactor,
                table.column(target).step(),
                min <= max ? min : 0,
                min <= max ? max : 0);
    }

    /** A rule that is still to be proven; its range is not known. */
    private LinearRule draft(
            final int target, final int first, final double firstFactor, final int second, final double secondFactor) {
        return new LinearRule(
                target,
                first,
                firstFactor,
                second,
                secondFactor,
                table.column(target).step(),
                0,
                0);
    }

    private void find() {
        final int[] rows = informative(RowSample.of(table.rows(), SAMPLE));
        final int[] varying = IntStream.range(0, table.columns().size())
                .filter(c -> table.column(c).kind().isNumeric() && varies(c))
                .toArray();
        for (final int c : varying) {
            final double[] values = table.numbers(c);
            samples[c] = Arrays.stream(rows).mapToDouble(r -> values[r]).toArray();
        }
        final int[] times = Arrays.stream(varying)
                .filter(c -> TimeUnits.isTime(table.column(c)))
                .limit(MAX_TIMES)
                .toArray();
        final int[] numbers = Arrays.stream(varying)
                .filter(c -> !TimeUnits.isTime(table.column(c)))
                .limit(MAX_COLUMNS)
                .toArray();
        multiples(numbers);
        multiples(times);
        sums(Arrays.stream(numbers).filter(c -> !graph.isDefined(c)).toArray());
        spans(times, numbers);
    }

    private boolean varies(final int column) {
        double known = Double.NaN;
        for (final double value : table.numbers(column)) {
            if (!Double.isNaN(value) && value != known) {
                if (!Double.isNaN(known)) {
                    return true;
                }
                known = value;
            }
        }
        return false;
    }

    /** Rows with many values that are not zero first: where most are, these are the ones that tell sums apart. */
    private int[] informative(final int[] rows) {
        final int[] score = new int[table.rows()];
        for (int c = 0; c < table.columns().size(); c++) {
            if (table.column(c).kind().isNumeric()) {
                final double[] values = table.numbers(c);
                for (final int r : rows) {
                    score[r] += Double.isNaN(values[r]) || values[r] == 0 ? 0 : 1;
                }
            }
        }
        return Arrays.stream(rows)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(r -> -score[r]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private void multiples(final int[] columns) {
        for (int i = 0; i < columns.length; i++) {
            for (int j = 0; j < i; j++) {
                final int a = columns[i];
                final int b = columns[j];
                final boolean time = TimeUnits.isTime(table.column(a));
                if (time && table.column(a).kind() != table.column(b).kind()) {
                    continue;
                }
                final LinearRule there = multiple(a, b, time);
                final LinearRule back = multiple(b, a, time);
                final boolean turned =
                        back != null && (there == null || digits(back.firstFactor()) < digits(there.firstFactor()));
                if (!(turned && accept(back) || there != null && accept(there)) && back != null) {
                    accept(back);
                }
            }
        }
    }

    private static int digits(final double factor) {
        return Double.toString(Math.abs(factor)).length();
    }

    /** A column as a multiple of another, or null where it is none. */
    private LinearRule multiple(final int target, final int source, final boolean time) {
        final double step = table.column(target).step();
        if (Double.isNaN(factor(samples[target], samples[source], step))) {
            return null;
        }
        final double factor = time ? 1 : factor(table.numbers(target), table.numbers(source), step);
        return Double.isNaN(factor) || factor == 0 ? null : draft(target, source, factor, -1, 0);
    }

    /**
     * The factor of fewest digits that fits in every row, NaN where there is none: each row bounds it from both sides.
     */
    private static double factor(final double[] target, final double[] source, final double step) {
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        for (int r = 0; r < target.length && low <= high; r++) {
            final double z = target[r];
            final double x = source[r];
            if (Double.isNaN(z) || Double.isNaN(x)) {
                if (Double.isNaN(z) != Double.isNaN(x)) {
                    return Double.NaN;
                }
                continue;
            }
            final double off = step / 2 + 1e-10 * Math.abs(z);
            if (x == 0) {
                if (Math.abs(z) > off) {
                    return Double.NaN;
                }
            } else {
                low = Math.max(low, Math.min((z - off) / x, (z + off) / x));
                high = Math.min(high, Math.max((z - off) / x, (z + off) / x));
            }
        }
        if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            return Double.NaN;
        }
        final double middle = low + (high - low) / 2;
        for (int digits = 1; digits < 17; digits++) {
            final double rounded = new java.math.BigDecimal(middle)
                    .round(new java.math.MathContext(digits))
                    .doubleValue();
            if (rounded >= low && rounded <= high) {
                return rounded;
            }
        }
        return middle;
    }

    private void sums(final int[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            for (int j = 0; j < i; j++) {
                for (final int a : numbers) {
                    final int b = numbers[j];
                    final int c = numbers[i];
                    if (work > MAX_WORK) {
                        return;
                    }
                    if (a != b && a != c && isSum(a, b, c)) {
                        addSum(a, b, c);
                    }
                }
            }
        }
    }

    private boolean isSum(final int a, final int b, final int c) {
        final double off = Math.max(
                        table.column(a).step(),
                        Math.max(table.column(b).step(), table.column(c).step()))
                / 2;
        final double[] z = samples[a];
        final double[] x = samples[b];
        final double[] y = samples[c];
        for (int r = 0; r < z.length; r++) {
            final double error = Math.abs(z[r] - x[r] - y[r]);
            if (error > off && error > off + 1e-9 * (Math.abs(z[r]) + Math.abs(x[r]) + Math.abs(y[r]))) {
                work += r + 1;
                return false;
            }
        }
        work += z.length;
        return true;
    }

    /** Of a = b + c, a is computed where that can be; else c, which comes after b, or b. */
    private void addSum(final int a, final int b, final int c) {
        work += 10L * samples[a].length;
        if (!accept(draft(a, b, 1, c, 1)) && !accept(draft(c, a, 1, b, -1))) {
            accept(draft(b, a, 1, c, -1));
        }
    }

    private void spans(final int[] times, final int[] numbers) {
        for (final int start : times) {
            for (final int end : times) {
                final ColumnKind kind = table.column(start).kind();
                if (start != end && kind == table.column(end).kind()) {
                    for (final int number : numbers) {
                        span(start, end, number, kind);
                    }
                }
            }
        }
    }

    private void span(final int start, final int end, final int number, final ColumnKind kind) {
        for (final TimeUnits unit : TimeUnits.values()) {
            if (unit.suits(kind)) {
                final double size = unit.in(kind);
                if (accept(draft(end, start, 1, number, size))
                        || accept(draft(number, end, 1 / size, start, -1 / size))) {
                    return;
                }
            }
        }
    }

    private boolean accept(final LinearRule draft) {
        final int[] from = draft.second() < 0 ? new int[] {draft.first()} : new int[] {draft.first(), draft.second()};
        if (fitsSample(draft) && graph.allow(draft.target(), from) && allowed.test(draft) && isProven(draft)) {
            final LinearRule rule = rule(
                    table, draft.target(), draft.first(), draft.firstFactor(), draft.second(), draft.secondFactor());
            if (rule.holdsIn(table)) {
                graph.define(rule.target(), from);
                found.add(rule);
                return true;
            }
        }
        return false;
    }

    private boolean fitsSample(final LinearRule rule) {
        return breaks(rule, 0, 0, 0, 1) == 0;
    }

    private boolean isProven(final LinearRule rule) {
        final int shift = samples[rule.target()].length / 2;
        final double rows = (double) table.rows() / samples[rule.target()].length;
        final double target = breaks(rule, shift, 0, 0, Integer.MAX_VALUE) * rows;
        final double first = breaks(rule, 0, shift, 0, Integer.MAX_VALUE) * rows;
        final double second = rule.second() < 0 ? first : breaks(rule, 0, 0, shift, Integer.MAX_VALUE) * rows;
        return Math.min(target, Math.min(first, second)) >= EVIDENCE;
    }

    /**
     * In how many rows of the sample values would break a rule, of those that are there, each taken from so many rows
     * on; at most so many.
     */
    private int breaks(
            final LinearRule rule, final int targetShift, final int firstShift, final int secondShift, final int max) {
        final double[] z = samples[rule.target()];
        final double[] x = samples[rule.first()];
        final double[] y = rule.second() < 0 ? x : samples[rule.second()];
        final int n = z.length;
        final boolean shifted = targetShift + firstShift + secondShift > 0;
        int breaks = 0;
        for (int r = 0; r < n && breaks < max; r++) {
            final double zr = z[(r + targetShift) % n];
            final double xr = x[(r + firstShift) % n];
            final double yr = y[(r + secondShift) % n];
            final boolean there = !Double.isNaN(zr) && !Double.isNaN(xr) && !Double.isNaN(yr);
            breaks += (there || !shifted) && !rule.fits(zr, xr, yr) ? 1 : 0;
        }
        return breaks;
    }
}
