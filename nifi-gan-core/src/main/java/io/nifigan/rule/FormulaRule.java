// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.formula.ColumnValue;
import io.nifigan.formula.Expression;
import io.nifigan.formula.Quantity;
import io.nifigan.formula.Rounding;
import io.nifigan.formula.Scope;
import io.nifigan.formula.TimeUnits;
import io.nifigan.formula.Tokens;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A rule that a number, a date or a boolean is computed from other columns: a sum, a product, a part of a date. It is
 * missing exactly where the expression has no value, because one of the columns is missing; or the rule says nothing of
 * rows in which a value is missing. The value is rounded to the column's grid.
 *
 * @param target the index of the computed column
 * @param expression what it is computed from
 * @param unit the unit of numbers beside times; null where there are none
 * @param rounding how the value is rounded
 * @param step the grid of the target, 0 for none
 * @param min the smallest value of the target; rows below break the rule
 * @param max the largest value of the target; rows above break the rule
 * @param whereKnown whether rows in which the target or the expression has no value keep the rule; the target then is
 *     missing, or has values of its own, as in the training rows
 */
public record FormulaRule(
        int target,
        Expression expression,
        TimeUnits unit,
        Rounding rounding,
        double step,
        double min,
        double max,
        boolean whereKnown)
        implements DefiningRule {
    /** The words at the end of a rule that says nothing of missing values. */
    static final String WHERE_KNOWN = "where known";

    /** A rule by which the target is missing exactly where the expression has no value. */
    public FormulaRule(
            final int target,
            final Expression expression,
            final TimeUnits unit,
            final Rounding rounding,
            final double step,
            final double min,
            final double max) {
        this(target, expression, unit, rounding, step, min, max, false);
    }

    public FormulaRule {
        Objects.requireNonNull(expression, "expression");
        Objects.requireNonNull(rounding, "rounding");
        final int[] from = expression.columns();
        if (target < 0 || from.length == 0 || IntStream.of(from).anyMatch(column -> column == target)) {
            throw new IllegalArgumentException(
                    "Column %d cannot be computed from columns %s; they must be different columns"
                            .formatted(target, Arrays.toString(from)));
        }
        if (!(step >= 0 && Double.isFinite(step))
                || !Double.isFinite(min)
                || !Double.isFinite(max)
                || Double.compare(min, max) > 0) {
            throw new IllegalArgumentException(
                    "A formula has an invalid step or range; the step must be 0 or more and the range finite");
        }
    }

    /** A rule with the step and the range of the target's values; the range is 0 to 0 where all are missing. */
    static FormulaRule of(
            final Table table,
            final int target,
            final Expression expression,
            final TimeUnits unit,
            final Rounding rounding) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        final IntToDoubleFunction values = values(table, target);
        for (int r = 0; r < table.rows(); r++) {
            final double value = values.applyAsDouble(r);
            min = value < min ? value : min;
            max = value > max ? value : max;
        }
        return new FormulaRule(
                target,
                expression,
                unit,
                rounding,
                step(table.column(target)),
                min <= max ? min : 0,
                min <= max ? max : 0);
    }

    /** A copy of another column's texts, which may hold in part of the rows; it has no numbers. */
    public static FormulaRule ofTexts(final int target, final int source) {
        return new FormulaRule(target, new ColumnValue(source), null, Rounding.HALF_UP, 0, 0, 0);
    }

    /** The rule without a range of the target. */
    public FormulaRule unbounded() {
        return new FormulaRule(
                target, expression, unit, rounding, step, -Double.MAX_VALUE, Double.MAX_VALUE, whereKnown);
    }

    /** The rule with another way of rounding. */
    FormulaRule rounded(final Rounding other) {
        return new FormulaRule(target, expression, unit, other, step, min, max, whereKnown);
    }

    /** The rule for the rows that have all values. */
    FormulaRule whereAllKnown() {
        return new FormulaRule(target, expression, unit, rounding, step, min, max, true);
    }

    /** The grid of a column, 1 for booleans. */
    static double step(final Column column) {
        return column.kind() == ColumnKind.BOOLEAN ? 1 : column.step();
    }

    /** The numbers of a numeric or boolean column by row. */
    static IntToDoubleFunction values(final Table table, final int column) {
        return Scope.of(table, null).values().apply(column);
    }

    /** A function from a row to the rounded value, NaN where there is none. */
    private IntToDoubleFunction computed(final Scope scope) {
        final IntToDoubleFunction exact = expression.compile(scope).value();
        return r -> {
            final double value = exact.applyAsDouble(r);
            return Double.isInfinite(value) ? Double.NaN : rounding.round(value, step);
        };
    }

    /** The computed numbers; where the rule says nothing of a row, the target's own. */
    @Override
    public IntToDoubleFunction numbers(final Table table) {
        final IntToDoubleFunction computed = computed(Scope.of(table, unit));
        if (!whereKnown) {
            return computed;
        }
        final double[] own = table.numbers(target);
        return r -> {
            final double value = Double.isNaN(own[r]) ? Double.NaN : computed.applyAsDouble(r);
            return Double.isNaN(value) ? own[r] : value;
        };
    }

    @Override
    public IntFunction<String> texts(final Table table) {
        final IntToDoubleFunction computed = computed(Scope.of(table, unit));
        return r -> {
            final double value = computed.applyAsDouble(r);
            return value == 0 ? "false" : value == 1 ? "true" : null;
        };
    }

    @Override
    public int[] columns() {
        return IntStream.concat(IntStream.of(target), IntStream.of(expression.columns()))
                .toArray();
    }

    @Override
    public IntPredicate on(final Table table) {
        final IntPredicate fits = fits(Scope.of(table, unit));
        final IntToDoubleFunction z = values(table, target);
        return r -> {
            final double value = z.applyAsDouble(r);
            return fits.test(r) && (Double.isNaN(value) || value >= min && value <= max);
        };
    }

    /** A predicate on rows: whether the target has the computed value, within the rounding errors of doubles. */
    IntPredicate fits(final Scope scope) {
        final IntToDoubleFunction z = scope.values().apply(target);
        final IntToDoubleFunction exact = expression.compile(scope).value();
        final IntToDoubleFunction sizes = expression.compile(scope.sizes()).value();
        return r -> {
            final double value = z.applyAsDouble(r);
            final double computed = exact.applyAsDouble(r);
            if (!Double.isFinite(computed) || Double.isNaN(value)) {
                return whereKnown || !Double.isFinite(computed) && Double.isNaN(value);
            }
            return rounding.fits(value, computed, step, Rounding.error(step, Math.abs(value)))
                    || rounding.fits(
                            value, computed, step, Rounding.error(step, Math.abs(value) + sizes.applyAsDouble(r)));
        };
    }

    @Override
    public String describe(final List<Column> columns) {
        return RuleText.name(columns, target) + " = "
                + expression.text(
                        column -> Tokens.quotedName(columns.get(column).name()))
                + (unit == null ? "" : " in " + unit.text())
                + (rounding.text().isEmpty() ? "" : " rounded " + rounding.text())
                + (whereKnown ? " " + WHERE_KNOWN : "");
    }

    @Override
    public void check(final List<Column> columns) {
        final Quantity quantity = expression.quantity(columns, unit);
        final Column own = columns.get(target);
        if (quantity != Quantity.of(own.kind())) {
            throw new IllegalArgumentException("A formula gives a %s for a column of kind %s"
                    .formatted(
                            quantity.name().toLowerCase(Locale.ROOT),
                            own.kind().name().toLowerCase(Locale.ROOT)));
        }
        if (whereKnown && !own.kind().isNumeric()) {
            throw new IllegalArgumentException("A formula for known values has a column that is not numeric");
        }
        if (step != step(own)) {
            throw new IllegalArgumentException("A formula has another step than its column");
        }
    }
}
