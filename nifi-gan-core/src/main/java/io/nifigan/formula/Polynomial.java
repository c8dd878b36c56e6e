// SPDX-License-Identifier: Apache-2.0
package io.nifigan.formula;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * A number as a sum of products of whole powers of columns, of which a lower bound is known where the columns' ranges
 * are.
 */
public final class Polynomial {
    private static final int MAX_TERMS = 60;

    /** For the powers of the columns in a product, its factor. */
    private final Map<Map<Integer, Integer>, Double> terms;

    private Polynomial(final Map<Map<Integer, Integer>, Double> terms) {
        this.terms = terms;
    }

    /**
     * The smallest and the largest number of a column.
     *
     * @param low not above the other
     * @param high the largest
     */
    public record Range(double low, double high) {
        private Range plus(final Range other) {
            return new Range(low + other.low, high + other.high);
        }

        private Range times(final Range other) {
            final double a = low * other.low;
            final double b = low * other.high;
            final double c = high * other.low;
            final double d = high * other.high;
            return new Range(Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
        }

        private Range power(final int exponent) {
            if (exponent < 0 && low <= 0 && high >= 0) {
                return new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
            }
            final double a = Math.pow(low, exponent);
            final double b = Math.pow(high, exponent);
            final boolean dips = exponent % 2 == 0 && low < 0 && high > 0;
            return new Range(dips ? 0 : Math.min(a, b), Math.max(a, b));
        }
    }

    /** The number itself. */
    public static Polynomial of(final double number) {
        return ofTerm(Map.of(), number);
    }

    /** The numbers of a column. */
    public static Polynomial ofColumn(final int column) {
        return ofTerm(Map.of(column, 1), 1);
    }

    private static Polynomial ofTerm(final Map<Integer, Integer> powers, final double factor) {
        final Map<Map<Integer, Integer>, Double> terms = new java.util.HashMap<>();
        if (factor != 0) {
            terms.put(powers, factor);
        }
        return new Polynomial(terms);
    }

    /**
     * The polynomial of an expression; empty where it is none, as for functions.
     *
     * @param unit the length of a number's unit beside times, in the unit of these
     * @param isTime whether a column is a time
     */
    public static Optional<Polynomial> of(
            final Expression expression, final double unit, final java.util.function.IntPredicate isTime) {
        return switch (expression) {
            case Constant constant -> Optional.of(of(constant.value()));
            case ColumnValue value -> Optional.of(ofColumn(value.column()));
            case Day day -> Optional.empty();
            case Call call -> Optional.empty();
            case Operation operation -> {
                final Optional<Polynomial> left = of(operation.left(), unit, isTime);
                final Optional<Polynomial> right = of(operation.right(), unit, isTime);
                yield left.isEmpty() || right.isEmpty()
                        ? Optional.empty()
                        : combine(operation, left.get(), right.get(), unit, isTime);
            }
        };
    }

    private static Optional<Polynomial> combine(
            final Operation operation,
            final Polynomial left,
            final Polynomial right,
            final double unit,
            final java.util.function.IntPredicate isTime) {
        final boolean timeLeft = isTime(operation.left(), isTime);
        final boolean timeRight = isTime(operation.right(), isTime);
        final double sign = operation.sign() == '-' ? -1 : 1;
        return switch (operation.sign()) {
            case '+', '-' -> {
                if (timeLeft && timeRight) {
                    yield operation.sign() == '+'
                            ? Optional.empty()
                            : Optional.of(left.plus(right, -1).times(of(1 / unit)));
                }
                yield Optional.of((timeRight ? left.times(of(unit)) : left).plus(right, timeLeft ? sign * unit : sign));
            }
            case '*' -> Optional.of(left.times(right));
            case '/' -> right.power(-1).map(left::times);
            default ->
                operation.right() instanceof Constant exponent && exponent.value() == Math.rint(exponent.value())
                        ? left.power((int) exponent.value())
                        : Optional.empty();
        };
    }

    private static boolean isTime(final Expression expression, final java.util.function.IntPredicate isTime) {
        return switch (expression) {
            case ColumnValue value -> isTime.test(value.column());
            case Operation operation -> {
                final boolean left = isTime(operation.left(), isTime);
                final boolean right = isTime(operation.right(), isTime);
                yield left != right;
            }
            case Constant constant -> false;
            case Day day -> true;
            case Call call -> false;
        };
    }

    /** The sum of this and a multiple of another. */
    public Polynomial plus(final Polynomial other, final double factor) {
        final Map<Map<Integer, Integer>, Double> sum = new java.util.HashMap<>(terms);
        other.terms.forEach((powers, own) -> sum.merge(powers, factor * own, Double::sum));
        // What cancels out in decimals may leave an error of binary fractions.
        sum.values().removeIf(own -> Math.abs(own) < 1e-12);
        return new Polynomial(sum);
    }

    private Polynomial times(final Polynomial other) {
        final Map<Map<Integer, Integer>, Double> product = new java.util.HashMap<>();
        terms.forEach((powers, own) -> other.terms.forEach((others, factor) -> {
            final Map<Integer, Integer> both = new TreeMap<>(powers);
            others.forEach((column, power) -> both.merge(column, power, Integer::sum));
            both.values().removeIf(power -> power == 0);
            product.merge(Map.copyOf(both), own * factor, Double::sum);
        }));
        return new Polynomial(product);
    }

    private Optional<Polynomial> power(final int exponent) {
        if (exponent < 0 && terms.size() != 1) {
            return Optional.empty();
        }
        if (exponent < 0) {
            final Map.Entry<Map<Integer, Integer>, Double> term =
                    terms.entrySet().iterator().next();
            final Map<Integer, Integer> inverse = new TreeMap<>(term.getKey());
            inverse.replaceAll((column, power) -> power * exponent);
            return Optional.of(ofTerm(Map.copyOf(inverse), Math.pow(term.getValue(), exponent)));
        }
        Polynomial power = of(1);
        for (int i = 0; i < exponent && power.terms.size() <= MAX_TERMS; i++) {
            power = power.times(this);
        }
        return power.terms.size() <= MAX_TERMS ? Optional.of(power) : Optional.empty();
    }

    /**
     * A lower bound of the numbers. Positive columns that are in all products are taken out of the sum first: quantity
     * times price less price is price times (quantity less one).
     */
    public double low(final IntFunction<Range> ranges) {
        Range outside = new Range(1, 1);
        Polynomial inside = this;
        for (final int column : terms.keySet().stream()
                .findFirst()
                .map(Map::keySet)
                .map(java.util.List::copyOf)
                .orElse(java.util.List.of())) {
            final Range range = ranges.apply(column);
            final int least = terms.keySet().stream()
                    .mapToInt(powers -> powers.getOrDefault(column, 0))
                    .min()
                    .orElse(0);
            final int most = terms.keySet().stream()
                    .mapToInt(powers -> powers.getOrDefault(column, 0))
                    .max()
                    .orElse(0);
            final int common = least > 0 ? least : most < 0 ? most : 0;
            if (common != 0 && (range.low() > 0 || range.low() == 0 && common > 0)) {
                outside = outside.times(range.power(common));
                inside = inside.times(ofTerm(Map.of(column, -common), 1));
            }
        }
        Range sum = new Range(0, 0);
        for (final Map.Entry<Map<Integer, Integer>, Double> term : inside.terms.entrySet()) {
            Range product = new Range(term.getValue(), term.getValue());
            for (final Map.Entry<Integer, Integer> power : term.getKey().entrySet()) {
                product = product.times(ranges.apply(power.getKey()).power(power.getValue()));
            }
            sum = sum.plus(product);
        }
        final double low = sum.low() >= 0 ? sum.low() * outside.low() : sum.low() * outside.high();
        return Double.isNaN(low) ? Double.NEGATIVE_INFINITY : low;
    }
}
