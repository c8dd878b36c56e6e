// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Grid;
import io.nifigan.table.Table;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A numeric column follows from one or two others: a sum, a difference, a multiple, a day so many days after another.
 * It is missing exactly where one of them is. The value is rounded to the column's grid.
 *
 * @param target the index of the column that follows
 * @param first the index of a column that it follows from
 * @param firstFactor what that is multiplied by
 * @param second the index of the other column, -1 for none
 * @param secondFactor what that is multiplied by
 * @param step the grid of the target, 0 for none
 * @param min the smallest value of the target; rows below break the rule
 * @param max the greatest value of the target; rows above break the rule
 */
public record LinearRule(
        int target, int first, double firstFactor, int second, double secondFactor, double step, double min, double max)
        implements Rule {
    private static final double RELATIVE = 1e-9;

    public LinearRule {
        if (target < 0 || first < 0 || second < -1 || target == first || target == second || first == second) {
            throw new IllegalArgumentException(
                    "Column %d cannot follow from columns %d and %d".formatted(target, first, second));
        }
        if (!Double.isFinite(firstFactor)
                || !Double.isFinite(secondFactor)
                || firstFactor == 0
                || second >= 0 == (secondFactor == 0)) {
            throw new IllegalArgumentException(
                    "A column cannot be %s and %s times others".formatted(firstFactor, secondFactor));
        }
        if (!(step >= 0 && Double.isFinite(step))
                || !Double.isFinite(min)
                || !Double.isFinite(max)
                || Double.compare(min, max) > 0) {
            throw new IllegalArgumentException("A column that is computed has no grid or no range");
        }
    }

    /**
     * The target's value; NaN where a value that it follows from is. The second is not looked at where there is none.
     */
    public double value(final double x, final double y) {
        final double exact = exact(x, y);
        return step > 0 && Double.isFinite(exact) ? Grid.snap(exact, step) : exact;
    }

    private double exact(final double x, final double y) {
        return second < 0 ? firstFactor * x : firstFactor * x + secondFactor * y;
    }

    /**
     * Whether a target's value fits the others', to half a step of its grid and the rounding of doubles; its range is
     * not looked at.
     */
    boolean fits(final double z, final double x, final double y) {
        final double exact = exact(x, y);
        if (Double.isNaN(exact) || Double.isNaN(z)) {
            return Double.isNaN(exact) && Double.isNaN(z);
        }
        final double scale = Math.abs(z) + Math.abs(firstFactor * x) + (second < 0 ? 0 : Math.abs(secondFactor * y));
        return Math.abs(z - exact) <= step / 2 + RELATIVE * scale;
    }

    /** Sets the target of a row from the values that the row has. */
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
            // A point in time and a number that counts from it, or the number that counts between two.
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
                throw new IllegalArgumentException("A rule of sums has columns that are no numbers");
            }
        }
        if (step != columns.get(target).step()) {
            throw new IllegalArgumentException("A rule of sums has a grid that is not its column's");
        }
    }
}
