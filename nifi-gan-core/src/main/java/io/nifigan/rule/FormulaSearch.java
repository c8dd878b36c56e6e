// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.formula.Expression;
import io.nifigan.formula.FormulaSample;
import io.nifigan.formula.Rounding;
import io.nifigan.formula.Scope;
import io.nifigan.formula.TimeUnits;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The common part of the searches for formulas: a sample of the rows, the test of a candidate on all rows, and the
 * formulas found.
 *
 * <p>The evidence: with any of the columns shifted by some rows, the rule would be broken in {@value #MIN_EVIDENCE}
 * rows or more. So a column that is (nearly) always zero proves nothing.
 */
final class FormulaSearch {
    static final double MIN_EVIDENCE = 20;
    /** With fewer distinct values, a number that is computed is computed exactly: else any threshold would do. */
    private static final int MIN_ROUNDED_VALUES = 10;
    /** Rules of one column that hold where all have values. */
    static final int MAX_WHERE_KNOWN = 2;
    /** What holds in fewer rows, or in a smaller part of them, says little of the column. */
    private static final int MIN_KNOWN = 100;

    private static final double MIN_KNOWN_SHARE = .1;
    /** Tolerance of the first, cheap test of a candidate, in steps of the target's grid. */
    private static final double SLACK = 1e-6;

    private final Table table;
    private final DependencyGraph graph;
    private final Predicate<Rule> allowed;
    private final List<FormulaRule> found = new ArrayList<>();
    private final List<FormulaRule> deferred = new ArrayList<>();
    /** For found rules: what adds the rule rearranged. */
    private final Map<FormulaRule, BooleanSupplier> rearrangements = new LinkedHashMap<>();

    private boolean mayRearrange;
    private final FormulaSample sample;
    private final double[] steps;
    private final boolean whereKnown;

    FormulaSearch(final Table table, final DependencyGraph graph, final Predicate<Rule> allowed) {
        this(table, graph, allowed, false);
    }

    /** @param whereKnown whether to find what holds in the rows that have all values, but not in all rows */
    FormulaSearch(
            final Table table, final DependencyGraph graph, final Predicate<Rule> allowed, final boolean whereKnown) {
        this.whereKnown = whereKnown;
        this.table = table;
        this.graph = graph;
        this.allowed = allowed;
        this.steps = table.columns().stream().mapToDouble(FormulaRule::step).toArray();
        this.sample = new FormulaSample(table);
    }

    Table table() {
        return table;
    }

    DependencyGraph graph() {
        return graph;
    }

    /** The formulas found so far. */
    List<FormulaRule> found() {
        return found;
    }

    /** The number of sampled rows. */
    int size() {
        return sample.size();
    }

    /** A column's numbers in the sampled rows, 0 or 1 for booleans; null where it has none or never changes. */
    double[] sample(final int column) {
        return sample.numbers(column);
    }

    /** The columns with a sample that pass a test. */
    int[] columns(final IntPredicate wanted) {
        return sample.columns(wanted);
    }

    boolean isTime(final int column) {
        return TimeUnits.isTime(table.column(column));
    }

    double step(final int column) {
        return steps[column];
    }

    /** The values of an expression in the sampled rows. */
    double[] evaluate(final Expression expression, final TimeUnits unit) {
        return sample.evaluate(expression, unit);
    }

    /** Adds the rule that a column is computed by an expression, in whatever way rounded, where it holds. */
    boolean accept(final int target, final Expression expression, final TimeUnits unit) {
        final Rounding rounding =
                rounding(target, expression.compile(sample.scope(unit)).value());
        return rounding != null && accept(target, expression, unit, rounding);
    }

    /**
     * The same, but where halves are rounded now up and now down, other rules come first: a percentage with one decimal
     * may have been rounded from the shares themselves rather than from the shares that were rounded to four decimals.
     */
    boolean acceptOrDefer(final int target, final Expression expression) {
        final Rounding rounding =
                rounding(target, expression.compile(sample.scope(null)).value());
        if (rounding == null) {
            return false;
        }
        final FormulaRule rule =
                Roundings.settled(table, new FormulaRule(target, expression, null, rounding, step(target), 0, 0));
        if (Roundings.unsettled(table, rule) == 0) {
            return accept(target, expression, null, rounding);
        }
        deferred.add(rule);
        return false;
    }

    /** Adds the rules that were put off and still are possible. */
    void acceptDeferred() {
        final List<FormulaRule> rules = List.copyOf(deferred);
        deferred.clear();
        rules.forEach(rule -> accept(rule.target(), rule.expression(), null, rule.rounding()));
    }

    private boolean isDeferred(final FormulaRule draft) {
        return deferred.stream().anyMatch(rule -> Arrays.equals(rule.columns(), draft.columns()));
    }

    /** The largest difference between a column and an expression in the sampled rows, in steps of the column's grid. */
    double slack(final int target, final Expression expression) {
        final double[] exact = evaluate(expression, null);
        return IntStream.range(0, exact.length)
                .mapToDouble(i -> Math.abs(exact[i] - sample.numbers(target)[i]) / step(target))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    /**
     * Adds the rule that a column is computed by an expression plus a constant, in whatever way rounded, where it
     * holds.
     */
    boolean acceptWithConstant(final int target, final Expression expression, final TimeUnits unit) {
        return acceptWithConstant(target, unit, constant -> Terms.plus(expression, constant));
    }

    /** The same for numbers, with a function that gives the expression with a constant. */
    boolean acceptWithConstant(final int target, final DoubleFunction<Expression> expression) {
        return acceptWithConstant(target, null, expression);
    }

    private boolean acceptWithConstant(
            final int target, final TimeUnits unit, final DoubleFunction<Expression> expression) {
        final double[] exact = evaluate(expression.apply(0), unit);
        final double[] z = sample.numbers(target);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double size = 0;
        for (int i = 0; i < z.length; i++) {
            if (isContradiction(z[i], exact[i])) {
                return false;
            }
            if (!Double.isNaN(z[i]) && !Double.isNaN(exact[i])) {
                low = Math.min(low, z[i] - exact[i]);
                high = Math.max(high, z[i] - exact[i]);
                size = Math.max(size, Math.abs(z[i]) + Math.abs(exact[i]));
            }
        }
        final double error = Rounding.error(step(target), size);
        if (!(low <= high) || high - low > step(target) + error) {
            return false;
        }
        for (final Rounding rounding : List.of(Rounding.HALF_UP, Rounding.DOWN, Rounding.UP)) {
            final Span span = Span.of(rounding, low, high, step(target), error);
            if (span.low() <= 0 && span.high() >= 0 && accept(target, expression.apply(0), unit, rounding)) {
                return true;
            }
        }
        final Span span = Span.of(Rounding.HALF_UP, low, high, step(target), error);
        final double scale = unit == null || !isTime(target)
                ? 1
                : unit.in(table.column(target).kind());
        return span.low() <= span.high()
                && accept(
                        target,
                        expression.apply(Terms.shortest(span.low(), span.high()) / scale),
                        unit,
                        Rounding.HALF_UP);
    }

    /** The range of the constants with which the rounded values of all rows come out as they are. */
    private record Span(double low, double high) {
        /**
         * @param low the smallest of what the rounded values exceed the exact ones by
         * @param high the largest
         */
        static Span of(
                final Rounding rounding, final double low, final double high, final double step, final double error) {
            return new Span(high + rounding.low(step) - error, low + rounding.low(step) + step + error);
        }
    }

    /** How a column was rounded from exact values in all sampled rows; null where it was not. */
    private Rounding rounding(final int target, final IntToDoubleFunction exact) {
        final double step = step(target);
        boolean nearest = true;
        boolean down = true;
        boolean up = true;
        for (int i = 0; i < sample.size() && (nearest || down || up); i++) {
            final double z = sample.numbers(target)[i];
            final double value = exact.applyAsDouble(i);
            if (Double.isNaN(z) || !Double.isFinite(value)) {
                if (!whereKnown && Double.isNaN(z) != !Double.isFinite(value)) {
                    return null;
                }
            } else {
                final double error = Rounding.error(step, Math.abs(z) + Math.abs(value)) + SLACK * step;
                nearest &= Rounding.HALF_UP.fits(z, value, step, error);
                down &= Rounding.DOWN.fits(z, value, step, error);
                up &= Rounding.UP.fits(z, value, step, error);
            }
        }
        return nearest ? Rounding.HALF_UP : down ? Rounding.DOWN : up ? Rounding.UP : null;
    }

    private boolean accept(
            final int target, final Expression expression, final TimeUnits unit, final Rounding rounding) {
        // The range is computed only for candidates that pass all other tests.
        final FormulaRule draft = new FormulaRule(target, expression, unit, rounding, step(target), 0, 0, whereKnown);
        final int[] from = expression.columns();
        final boolean free = graph.allow(target, from);
        if (isDeferred(draft)
                || !free && !mayRearrange(draft)
                || !allowed.test(draft)
                || whereKnown && !isOpen(draft)
                || !isCertain(draft)
                || !isProven(draft)
                || !holds(draft)) {
            return false;
        }
        final FormulaRule bounded = FormulaRule.of(table, target, expression, unit, rounding);
        final FormulaRule rule = Roundings.settled(table, whereKnown ? bounded.whereAllKnown() : bounded);
        final int unsettled = Roundings.unsettled(table, rule);
        if (deferred.stream()
                .anyMatch(other -> other.target() == target && Roundings.unsettled(table, other) <= unsettled)) {
            return false;
        }
        if (!free && !rearrange(target, from)) {
            return false;
        }
        if (whereKnown) {
            // Another rule may tell the value where this one does not.
            graph.addSource(target, from);
        } else if (free) {
            graph.define(target, from);
        }
        found.add(rule);
        return true;
    }

    /**
     * Registers how the rule that was added last can be rearranged, that is solved for another of its columns, in case
     * it is in the way of another rule: {@code gross = net + tax} would keep tax from being computed by a rate.
     *
     * @param again tries all columns of the relation; returns whether a rule was added
     */
    void addRearrangement(final BooleanSupplier again) {
        rearrangements.put(found.getLast(), again);
    }

    /** Allows later rules to rearrange an earlier one. */
    void allowRearranging() {
        mayRearrange = true;
    }

    /** Whether a column is computed by a rule that cannot be rearranged. */
    boolean isSettled(final int column) {
        return graph.isDefined(column) && rearrangements.keySet().stream().noneMatch(rule -> rule.target() == column);
    }

    /** Whether nothing but rules that may be rearranged keeps a column from being computed. */
    private boolean mayRearrange(final FormulaRule draft) {
        final Set<Integer> columns = Arrays.stream(draft.columns()).boxed().collect(Collectors.toSet());
        return !whereKnown
                && mayRearrange
                && !rearrangements.isEmpty()
                && !isSettled(draft.target())
                && found.stream()
                        .noneMatch(rule -> rule.columns().length == columns.size()
                                && Arrays.stream(rule.columns()).allMatch(columns::contains));
    }

    /** Defines a column after rearranging one of the rules that are in its way; returns false where none can be. */
    private boolean rearrange(final int target, final int... from) {
        for (final FormulaRule rule : List.copyOf(rearrangements.keySet())) {
            final int[] sources = rule.expression().columns();
            graph.undefine(rule.target());
            if (graph.allow(target, from)) {
                graph.define(target, from);
                found.remove(rule);
                mayRearrange = false;
                final boolean rearranged = rearrangements.get(rule).getAsBoolean();
                mayRearrange = true;
                if (rearranged) {
                    rearrangements.remove(rule);
                    return true;
                }
                found.add(rule);
                graph.undefine(target);
            }
            graph.define(rule.target(), sources);
        }
        return false;
    }

    /** Whether one value is missing and the other is not, where that must not be. */
    boolean isContradiction(final double a, final double b) {
        return !whereKnown && Double.isNaN(a) != Double.isNaN(b);
    }

    /**
     * Whether the search may find a rule of these columns. A search for what holds where all have values wants a column
     * with missing values among them.
     */
    boolean concerns(final int... columns) {
        return !whereKnown || Arrays.stream(columns).anyMatch(sample::hasGaps);
    }

    /** Whether the search is for what holds in the rows that have all values. */
    boolean isWhereKnown() {
        return whereKnown;
    }

    /**
     * Whether a rule of the rows that have all values may be added: in some rows a value is missing, in enough rows
     * none is, and the target has no other rule of the same columns, nor many.
     */
    private boolean isOpen(final FormulaRule draft) {
        final int target = draft.target();
        final List<FormulaRule> others =
                found.stream().filter(rule -> rule.target() == target).toList();
        final int[] columns = draft.columns();
        int all = 0;
        int some = 0;
        for (int i = 0; i < sample.size(); i++) {
            int missing = 0;
            for (final int c : columns) {
                missing += Double.isNaN(sample.numbers(c)[i]) ? 1 : 0;
            }
            all += missing == 0 ? 1 : 0;
            some += missing > 0 && missing < columns.length ? 1 : 0;
        }
        return table.column(target).kind().isNumeric()
                && others.size() < MAX_WHERE_KNOWN
                && others.stream().noneMatch(rule -> Arrays.equals(rule.columns(), columns))
                && some > 0
                && all >= MIN_KNOWN_SHARE * sample.size()
                && (double) all * table.rows() / sample.size() >= MIN_KNOWN;
    }

    private boolean holds(final FormulaRule draft) {
        final IntPredicate fits = draft.fits(Scope.of(table, draft.unit()));
        return IntStream.range(0, table.rows()).allMatch(fits);
    }

    /**
     * Whether the computed values need no rounding, where the column has few values: some rounding would fit these by
     * chance.
     */
    private boolean isCertain(final FormulaRule draft) {
        if (Arrays.stream(sample.numbers(draft.target()))
                        .filter(z -> !Double.isNaN(z))
                        .distinct()
                        .limit(MIN_ROUNDED_VALUES)
                        .count()
                >= MIN_ROUNDED_VALUES) {
            return true;
        }
        final double[] exact = evaluate(draft.expression(), draft.unit());
        return IntStream.range(0, exact.length).allMatch(i -> {
            final double z = sample.numbers(draft.target())[i];
            return Double.isNaN(z)
                    || whereKnown && Double.isNaN(exact[i])
                    || Math.abs(exact[i] - z) <= 1e-9 * (1 + Math.abs(z));
        });
    }

    private boolean isProven(final FormulaRule draft) {
        final int shift = sample.size() / 2;
        final double scale = (double) table.rows() / sample.size();
        return Arrays.stream(draft.columns()).allMatch(c -> breaks(draft, c, shift) * scale >= MIN_EVIDENCE);
    }

    /** The number of sampled rows without missing values that break a rule when a column is shifted. */
    private int breaks(final FormulaRule draft, final int shifted, final int shift) {
        final Scope scope = sample.shifted(draft.unit(), shifted, shift);
        final IntPredicate fits = draft.fits(scope);
        final IntToDoubleFunction[] values = Arrays.stream(draft.columns())
                .mapToObj(c -> scope.values().apply(c))
                .toArray(IntToDoubleFunction[]::new);
        int breaks = 0;
        for (int i = 0; i < sample.size(); i++) {
            final int row = i;
            final boolean there = Arrays.stream(values).noneMatch(value -> Double.isNaN(value.applyAsDouble(row)));
            breaks += there && !fits.test(i) ? 1 : 0;
        }
        return breaks;
    }

    /** For an index into the sample its row of the table. */
    IntUnaryOperator row() {
        return sample.row();
    }
}
