// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.formula.Builtin;
import io.nifigan.formula.Call;
import io.nifigan.formula.ColumnValue;
import io.nifigan.formula.Expression;
import io.nifigan.formula.Operation;
import io.nifigan.formula.Scope;
import io.nifigan.formula.Tokens;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A rule that the value of one expression is never above that of another where both have one, such as the day of a
 * timestamp and a due date, or two sums. {@link OrderRule} is the same for two columns.
 *
 * @param smaller the expression with the smaller values
 * @param larger the expression with the larger values
 * @param strict whether the two are never equal
 * @param share the share of the rows that keep the rule; where it is less than 1, generated rows are chosen so that as
 *     many keep it
 */
public record ComparisonRule(Expression smaller, Expression larger, boolean strict, double share) implements Rule {
    private static final double MAX_RELATIVE_ERROR = 1e-9;

    public ComparisonRule {
        Objects.requireNonNull(smaller, "smaller");
        Objects.requireNonNull(larger, "larger");
        if (smaller.columns().length + larger.columns().length < 2) {
            throw new IllegalArgumentException("A comparison needs columns on both sides");
        }
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("A comparison is kept by a share of %s of the rows".formatted(share));
        }
    }

    /** A rule that every row keeps. */
    public ComparisonRule(final Expression smaller, final Expression larger, final boolean strict) {
        this(smaller, larger, strict, 1);
    }

    /** The column that the smaller side is, or is the day of; -1 for other expressions. */
    public int smallerColumn() {
        return column(smaller);
    }

    /** The column that the larger side is, or is the day of; -1 for other expressions. */
    public int largerColumn() {
        return column(larger);
    }

    /** Whether the smaller side is the day of a column. */
    public boolean hasSmallerDay() {
        return smaller instanceof Call;
    }

    /** Whether the larger side is the day of a column. */
    public boolean hasLargerDay() {
        return larger instanceof Call;
    }

    private static int column(final Expression side) {
        return switch (side) {
            case ColumnValue value -> value.column();
            case Call call
            when call.function() == Builtin.DATE -> column(call.arguments().getFirst());
            default -> -1;
        };
    }

    @Override
    public int[] columns() {
        return IntStream.concat(IntStream.of(smaller.columns()), IntStream.of(larger.columns()))
                .distinct()
                .toArray();
    }

    @Override
    public IntPredicate on(final Table table) {
        final Scope scope = Scope.of(table, null);
        final IntToDoubleFunction a = smaller.compile(scope).value();
        final IntToDoubleFunction b = larger.compile(scope).value();
        return r -> {
            final double x = a.applyAsDouble(r);
            final double y = b.applyAsDouble(r);
            final double error = MAX_RELATIVE_ERROR * (Math.abs(x) + Math.abs(y));
            return strict ? !(x >= y) : !(x > y + error);
        };
    }

    @Override
    public String describe(final List<Column> columns) {
        return text(smaller, columns)
                + (strict ? " < " : " <= ")
                + text(larger, columns)
                + (share < 1 ? " in " + RuleText.percent(share) : "");
    }

    /** What the larger side exceeds the smaller one by. */
    public Expression distance() {
        return new Operation('-', larger, smaller);
    }

    private static String text(final Expression side, final List<Column> columns) {
        return side.text(column -> Tokens.quotedName(columns.get(column).name()));
    }

    @Override
    public void check(final List<Column> columns) {
        if (smaller.quantity(columns, null) != larger.quantity(columns, null)) {
            throw new IllegalArgumentException("A comparison has sides that cannot be compared");
        }
    }
}
