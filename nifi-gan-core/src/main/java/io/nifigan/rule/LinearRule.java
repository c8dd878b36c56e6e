// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Grid;
import io.nifigan.table.Table;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A rule that a numeric column is a linear combination of one or two others: a sum, a difference, a multiple, or a date
 * plus a number of days. The column is missing exactly where one of the others is. Its value is rounded to the column's
 * grid.
 *
 * @param target the index of the computed column
 * @param first the index of the first column to compute it from
 * @param firstFactor the factor of the first column
 * @param second the index of the second column, -1 for none
 * @param secondFactor the factor of the second column, 0 for none
 * @param step the grid of the target, 0 for none
 * @param min the smallest value of the target; rows below break the rule
 * @param max the largest value of the target; rows above break the rule
 */
public record LinearRule(
        int target, int first, double firstFactor, int second, double secondFactor, double step, double min, double max)
        implements Rule {
    private static final double MAX_RELATIVE_ERROR = 1e-9;

    public LinearRule {
        if (target < 0 || first < 0 || second < -1 || target == first || target == second || first == second) {
            throw new IllegalArgumentException(
                    "Column %d cannot be computed from columns %d and %d; they must be different columns"
                            .formatted(target, first, second));
        }
        if (!Double.isFinite(firstFactor)
                || !Double.isFinite(secondFactor)
                || firstFactor == 0
                || second >= 0 == (secondFactor == 0)) {
            throw new IllegalArgumentException(
                    ("The factors %s and %s of a linear rule are not possible; they must be finite and not 0, "
                                    + "the second 0 where there is no second column")
                            .formatted(firstFactor, secondFactor));
        }
        if (!(step >= 0 && Double.isFinite(step))
                || !Double.isFinite(min)
                || !Double.isFinite(max)
                || Double.compare(min, max) > 0) {
            throw new IllegalArgumentException(
                    "A linear rule has an invalid step or range; the step must be 0 or more and the range " + "finite");
        }
    }

    /**
     * The target's value; NaN where a source value is NaN.
     *
     * @param x the value of the first column
     * @param y the value of the second column, ignored where there is none
     */
    public double value(final double x, final double y) {
        final double exact = exact(x, y);
        return step > 0 && Double.isFinite(exact) ? Grid.snap(exact, step) : exact;
    }

    private double exact(final double x, final double y) {
        return second < 0 ? firstFactor * x : firstFactor * x + secondFactor * y;
    }

    /**
     * Whether a target's value fits the source values, within half a step of its grid and rounding errors of doubles;
     * the range is not checked.
     */
    boolean fits(final double z, final double x, final double y) {
        final double exact = exact(x, y);
        if (Double.isNaN(exact) || Double.isNaN(z)) {
            return Double.isNaN(exact) && Double.isNaN(z);
        }
        final double scale = Math.abs(z) + Math.abs(firstFactor * x) + (second < 0 ? 0 : Math.abs(secondFactor * y));
        return Math.abs(z - exact) <= step / 2 + MAX_RELATIVE_ERROR * scale;
    }

    /** Sets the target of a row from the row's source values. */
    public void apply(final Table table, final int row) {
        table.numbers(target)[row] = value(table.numbers(first)[row], second < 0 ? 0 : table.numbers(second)[row]);
    }

    @Override
    public int[] columns() {
        return second < 0 ? new int[] {target, first} : new int[] {target, first, second};
    }

    @Override
    public IntPredicate on(final Table table) {
        final double[] z = table.numbers(target);
        final double[] x = table.numbers(first);
        final double[] y = second < 0 ? x : table.numbers(second);
        return r -> fits(z[r], x[r], y[r]) && (Double.isNaN(z[r]) || z[r] >= min && z[r] <= max);
    }

    @Override
    public String describe(final List<Column> columns) {
        final ColumnKind time = columns.get(first).kind();
        TimeUnits unit = null;
        if (second >= 0 && TimeUnits.isTime(columns.get(first))) {
            // Either a time plus a number of units, or the number of units between two times.
            unit = TimeUnits.of(
                    TimeUnits.isTime(columns.get(second)) ? 1 / Math.abs(secondFactor) : Math.abs(secondFactor), time);
        }
        final StringBuilder text = new StringBuilder(RuleText.name(columns, target)).append(" = ");
        append(text, unit == null ? firstFactor : 1, first, columns);
        if (second >= 0) {
            text.append(secondFactor < 0 ? " - " : " + ");
            append(text, unit == null ? Math.abs(secondFactor) : 1, second, columns);
        }
        return text.append(unit == null ? "" : " in " + unit.text()).toString();
    }

    private static void append(
            final StringBuilder text, final double factor, final int column, final List<Column> columns) {
        if (factor != 1) {
            final String digits = Double.toString(factor);
            text.append(digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits)
                    .append(" * ");
        }
        text.append(RuleText.name(columns, column));
    }

    @Override
    public void check(final List<Column> columns) {
        for (final int column : columns()) {
            if (!columns.get(column).kind().isNumeric()) {
                throw new IllegalArgumentException("A linear rule has columns that are not numeric");
            }
        }
        if (step != columns.get(target).step()) {
            throw new IllegalArgumentException("A linear rule has another step than its column");
        }
    }
}
