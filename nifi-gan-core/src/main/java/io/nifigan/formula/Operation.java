// SPDX-License-Identifier: Apache-2.0
package io.nifigan.formula;

import io.nifigan.table.Column;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/**
 * Arithmetic in an expression. A time plus or minus a number is a time, counted in the scope's unit; a time minus a
 * time is a number of units; a date plus a time of day is a timestamp.
 *
 * @param sign one of + - * / ^
 * @param left the left operand
 * @param right the right operand; for ^ a constant from -{@value #MAX_POWER} to {@value #MAX_POWER}
 */
public record Operation(char sign, Expression left, Expression right) implements Expression {
    /** Largest exponent of a power. */
    static final int MAX_POWER = 4;

    private static final double DAY = 86_400_000;

    public Operation {
        Objects.requireNonNull(left, "left");
        Objects.requireNonNull(right, "right");
        if ("+-*/^".indexOf(sign) < 0) {
            throw new IllegalArgumentException("An expression has the operator " + sign);
        }
        if (sign == '^' && !(right instanceof Constant exponent && Math.abs(exponent.value()) <= MAX_POWER)) {
            throw new IllegalArgumentException(
                    "An expression has a power that is not a number from %d to %d".formatted(-MAX_POWER, MAX_POWER));
        }
    }

    @Override
    public Compiled compile(final Scope scope) {
        final Compiled a = left.compile(scope);
        final Compiled b = right.compile(scope);
        if (a.quantity().isTime() || b.quantity().isTime()) {
            return times(scope, a, b);
        }
        return new Compiled(Quantity.NUMBER, combine(a.value(), b.value(), operator(scope.absolute())));
    }

    private DoubleBinaryOperator operator(final boolean absolute) {
        return switch (sign) {
            case '+' -> Double::sum;
            case '-' -> absolute ? Double::sum : (x, y) -> x - y;
            case '*' -> (x, y) -> x * y;
            case '/' -> (x, y) -> y == 0 ? Double.NaN : x / y;
            default -> Operation::power;
        };
    }

    private static double power(final double base, final double exponent) {
        final double result = exponent == 2 ? base * base : Math.pow(base, exponent);
        return Double.isInfinite(result) ? Double.NaN : result;
    }

    private static IntToDoubleFunction combine(
            final IntToDoubleFunction a, final IntToDoubleFunction b, final DoubleBinaryOperator operator) {
        return r -> operator.applyAsDouble(a.applyAsDouble(r), b.applyAsDouble(r));
    }

    private Compiled times(final Scope scope, final Compiled a, final Compiled b) {
        final Quantity first = a.quantity();
        final Quantity second = b.quantity();
        final double minus = sign == '-' && !scope.absolute() ? -1 : 1;
        if (sign == '+' && first == Quantity.DATE && second == Quantity.TIME) {
            return new Compiled(Quantity.TIMESTAMP, combine(a.value(), b.value(), (x, y) -> x * DAY + y));
        }
        if (sign == '-' && first.isComparable(second)) {
            // Two dates are counted in days, all others in milliseconds.
            final boolean days = first == Quantity.DATE && second == Quantity.DATE;
            final double unit = scope.unitIn(days ? Quantity.DATE : first == Quantity.DATE ? second : first);
            final double x = !days && first == Quantity.DATE ? DAY : 1;
            final double y = (!days && second == Quantity.DATE ? DAY : 1) * minus;
            return new Compiled(Quantity.NUMBER, combine(a.value(), b.value(), (p, q) -> (p * x + q * y) / unit));
        }
        if ((sign == '+' || sign == '-') && first.isTime() && second == Quantity.NUMBER) {
            final double unit = scope.unitIn(first) * minus;
            return new Compiled(first, combine(a.value(), b.value(), (x, y) -> x + unit * y));
        }
        if (sign == '+' && second.isTime() && first == Quantity.NUMBER) {
            final double unit = scope.unitIn(second);
            return new Compiled(second, combine(a.value(), b.value(), (x, y) -> unit * x + y));
        }
        throw new IllegalArgumentException("There is no %s %s %s".formatted(first, sign, second));
    }

    @Override
    public void addColumns(final Set<Integer> columns) {
        left.addColumns(columns);
        right.addColumns(columns);
    }

    @Override
    public Expression withColumns(final IntUnaryOperator index) {
        return new Operation(sign, left.withColumns(index), right.withColumns(index));
    }

    @Override
    public Set<Quantity> besideNumbers(final List<Column> columns) {
        final Set<Quantity> beside = EnumSet.noneOf(Quantity.class);
        beside.addAll(left.besideNumbers(columns));
        beside.addAll(right.besideNumbers(columns));
        final Quantity first = left.quantity(columns, null);
        final Quantity second = right.quantity(columns, null);
        final boolean sumOfBoth = sign == '+' && first.isTime() && second.isTime();
        if (!sumOfBoth && (first.isTime() || second.isTime())) {
            // Two dates are counted in days, a date and a timestamp in milliseconds.
            beside.add(first.isTime() && (first != Quantity.DATE || !second.isTime()) ? first : second);
        }
        return beside;
    }

    @Override
    public int precedence() {
        return sign == '^' ? 3 : sign == '*' || sign == '/' ? 2 : 1;
    }

    @Override
    public int size() {
        return 1 + left.size() + right.size();
    }

    @Override
    public String text(final IntFunction<String> names) {
        // The parser reads a - b - c from the left, so a right operand of the same rank needs its parentheses.
        final boolean power = sign == '^';
        return wrapped(left, names, left.precedence() < precedence() || power && left.precedence() < 4)
                + " " + sign + " "
                + wrapped(right, names, right.precedence() <= precedence());
    }

    private static String wrapped(final Expression part, final IntFunction<String> names, final boolean inside) {
        return inside ? "(" + part.text(names) + ")" : part.text(names);
    }
}
