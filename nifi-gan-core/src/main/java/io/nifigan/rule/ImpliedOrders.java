// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.common.RowSample;
import io.nifigan.formula.Builtin;
import io.nifigan.formula.Call;
import io.nifigan.formula.ColumnValue;
import io.nifigan.formula.Constant;
import io.nifigan.formula.Expression;
import io.nifigan.formula.Moment;
import io.nifigan.formula.Operation;
import io.nifigan.formula.Polynomial;
import io.nifigan.formula.Rounding;
import io.nifigan.formula.TimeUnits;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Tells which orders follow from computed columns, so that they need not be listed nor tested: {@code a <= b} where
 * {@code b = a + c} and no {@code c} is negative, or where both are one moment at two precisions.
 */
final class ImpliedOrders {
    private static final int SAMPLE_ROWS = 2_000;
    private static final double MICROS = 1_000;
    private static final long DAY = 86_400_000_000L;

    private final Table table;
    private final Map<Integer, DefiningRule> defining;
    private final Map<Integer, Moment> moments = new HashMap<>();
    private final Map<Integer, Polynomial.Range> ranges = new HashMap<>();

    /**
     * @param known formulas of known values; those count whose columns are never missing, as a missing value breaks no
     *     order
     */
    ImpliedOrders(final Table table, final Map<Integer, DefiningRule> defining, final Collection<FormulaRule> known) {
        this.table = table;
        this.defining = new HashMap<>(defining);
        known.stream()
                .filter(rule -> Arrays.stream(rule.expression().columns()).noneMatch(this::hasGaps))
                .forEach(rule -> this.defining.putIfAbsent(rule.target(), rule));
    }

    private boolean hasGaps(final int column) {
        return IntStream.range(0, table.rows()).anyMatch(r -> table.isMissing(column, r));
    }

    /**
     * Whether an order follows. That two values are never equal counts only where chance would have made some equal.
     */
    boolean contains(final OrderRule order) {
        final boolean strict = isStrict(order);
        final Moment first = moment(order.smaller());
        final Moment second = moment(order.larger());
        return !strict && first != null && second != null && first.isNeverAfter(second)
                || isArgument(order.smaller(), order.larger(), Builtin.MAX)
                || isArgument(order.larger(), order.smaller(), Builtin.MIN)
                || isBounded(order.smaller(), order.larger(), strict);
    }

    /**
     * Whether a comparison of days follows.
     *
     * @param known orders of columns that hold
     */
    boolean contains(final ComparisonRule rule, final Collection<OrderRule> known) {
        final Moment smaller = moment(rule.smaller());
        final Moment larger = moment(rule.larger());
        if (rule.strict() || smaller == null || larger == null) {
            return false;
        }
        return smaller.isNeverAfter(larger)
                || known.stream().anyMatch(order -> {
                    final Moment before = day(order.smaller());
                    final Moment after = day(order.larger());
                    return before != null
                            && after != null
                            && smaller.isNeverAfter(before)
                            && after.isNeverAfter(larger);
                });
    }

    private Moment day(final int column) {
        final Moment moment = moment(column);
        return moment == null ? null : moment.shifted(0, DAY);
    }

    /** Orders without those that follow from earlier ones of the list, such as the same order of a copy. */
    List<OrderRule> distinct(final List<OrderRule> orders) {
        final List<OrderRule> kept = new ArrayList<>();
        for (final OrderRule order : orders) {
            if (kept.stream().noneMatch(other -> follows(order, other))) {
                kept.add(order);
            }
        }
        return kept;
    }

    private boolean follows(final OrderRule order, final OrderRule from) {
        return (from.strict() || !order.strict())
                && isNeverAfter(order.smaller(), from.smaller())
                && isNeverAfter(from.larger(), order.larger());
    }

    private boolean isNeverAfter(final int smaller, final int larger) {
        final Moment first = moment(smaller);
        final Moment second = moment(larger);
        return origin(smaller) == origin(larger) || first != null && second != null && first.isNeverAfter(second);
    }

    /** The column that a column is a copy of, or the column itself. */
    private int origin(final int column) {
        final FormulaRule rule = formula(column);
        return rule != null && rule.expression() instanceof ColumnValue value && isOnGrid(value.column(), rule.step())
                ? origin(value.column())
                : column;
    }

    /** Whether it is more than chance that the two values of an order are never equal: some would be. */
    boolean isStrict(final OrderRule order) {
        return order.strict() && equalByChance(order) >= OrderRules.MIN_EVIDENCE;
    }

    private double equalByChance(final OrderRule order) {
        final int[] sample = RowSample.of(table.rows(), SAMPLE_ROWS);
        final double[] a = sorted(order.smaller(), sample);
        final double[] b = sorted(order.larger(), sample);
        double equal = 0;
        int j = 0;
        for (int i = 0; i < a.length && j < b.length; ) {
            if (a[i] < b[j]) {
                i++;
            } else if (a[i] > b[j]) {
                j++;
            } else {
                final double value = a[i];
                final int firstA = i;
                final int firstB = j;
                while (i < a.length && a[i] == value) {
                    i++;
                }
                while (j < b.length && b[j] == value) {
                    j++;
                }
                equal += (double) (i - firstA) * (j - firstB);
            }
        }
        return equal / sample.length * table.rows() / sample.length;
    }

    private double[] sorted(final int column, final int... sample) {
        final double[] values = table.numbers(column);
        return Arrays.stream(sample)
                .mapToDouble(r -> values[r])
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    private FormulaRule formula(final int column) {
        return defining.get(column) instanceof FormulaRule rule ? rule : null;
    }

    private boolean isArgument(final int column, final int computed, final Builtin function) {
        final FormulaRule rule = formula(computed);
        return rule != null
                && rule.expression() instanceof Call call
                && call.function() == function
                && call.arguments().contains(new ColumnValue(column))
                && isOnGrid(column, rule.step());
    }

    /** The moment that a column of times is, by its definition; null for other columns. */
    private Moment moment(final int column) {
        if (moments.containsKey(column)) {
            return moments.get(column);
        }
        final ColumnKind kind = table.column(column).kind();
        final long grid = micros(kind, table.column(column).step());
        if (kind != ColumnKind.DATE && kind != ColumnKind.TIMESTAMP || grid < 1) {
            return null;
        }
        final FormulaRule rule = formula(column);
        Moment moment = null;
        if (rule != null && rule.rounding() != Rounding.UP && rule.rounding() != Rounding.HALF_EVEN) {
            final Moment exact = moment(rule.expression(), rule.unit());
            // To the nearest is down from half a step above.
            moment = exact == null
                    ? null
                    : exact.grid() % grid == 0
                            ? exact.shifted(0, exact.grid())
                            : exact.shifted(rule.rounding() == Rounding.DOWN ? 0 : grid / 2, grid);
        }
        final Moment found = moment == null ? Moment.of(column, grid) : moment;
        moments.put(column, found);
        return found;
    }

    private static long micros(final ColumnKind kind, final double length) {
        return Math.round(length * (kind == ColumnKind.DATE ? DAY : MICROS));
    }

    private Moment moment(final Expression expression) {
        return moment(expression, null);
    }

    private Moment moment(final Expression expression, final TimeUnits unit) {
        return switch (expression) {
            case ColumnValue value -> moment(value.column());
            case Call call
            when call.function() == Builtin.DATE -> {
                final Moment inner = moment(call.arguments().getFirst(), unit);
                yield inner == null ? null : inner.shifted(0, DAY);
            }
            case Operation operation
            when operation.right() instanceof Constant span && (operation.sign() == '+' || operation.sign() == '-') -> {
                final Moment inner = moment(operation.left(), unit);
                final double length = unit == null || inner == null ? Double.NaN : unit.in(ColumnKind.TIMESTAMP);
                final long by = Math.round(span.value() * length * MICROS * (operation.sign() == '-' ? -1 : 1));
                yield Double.isNaN(length) ? null : inner.shifted(by, inner.grid());
            }
            default -> null;
        };
    }

    /** Whether the difference of two columns has a lower bound that tells their order. */
    private boolean isBounded(final int smaller, final int larger, final boolean strict) {
        final FormulaRule below = formula(smaller);
        final FormulaRule above = formula(larger);
        return above != null && isBounded(smaller, null, larger, above, strict)
                || below != null && isBounded(smaller, below, larger, null, strict)
                || below != null && above != null && isBounded(smaller, below, larger, above, strict);
    }

    /**
     * @param below how the smaller column is computed, null to take its values
     * @param above the same of the larger one
     */
    private boolean isBounded(
            final int smaller,
            final FormulaRule below,
            final int larger,
            final FormulaRule above,
            final boolean strict) {
        final Optional<Polynomial> a = polynomial(smaller, below);
        final Optional<Polynomial> b = polynomial(larger, above);
        if (a.isEmpty() || b.isEmpty()) {
            return false;
        }
        final double low = b.get().plus(a.get(), -1).low(this::range);
        // Rounding keeps the order to a value that lies on the grid.
        final boolean kept =
                below == null && isOnGrid(smaller, above.step()) || above == null && isOnGrid(larger, below.step());
        final double slack = slack(above, true) + slack(below, false);
        return !strict && kept && low >= 0 || low >= slack && (!strict || low > slack);
    }

    private Optional<Polynomial> polynomial(final int column, final FormulaRule rule) {
        if (rule == null) {
            return Optional.of(Polynomial.ofColumn(column));
        }
        final IntPredicate isTime = c -> TimeUnits.isTime(table.column(c));
        final int[] times = Arrays.stream(rule.columns()).filter(isTime).toArray();
        final List<ColumnKind> kinds = Arrays.stream(times)
                .mapToObj(c -> table.column(c).kind())
                .distinct()
                .toList();
        // Days and points in time have other units.
        if (kinds.size() > 1) {
            return Optional.empty();
        }
        final double unit = kinds.isEmpty()
                ? 1
                : (rule.unit() == null ? TimeUnits.defaultUnit(kinds.getFirst()) : rule.unit()).in(kinds.getFirst());
        return Polynomial.of(rule.expression(), unit, isTime);
    }

    /** How far rounding may take a computed value below the exact one, or above it. */
    private static double slack(final FormulaRule rule, final boolean downwards) {
        if (rule == null) {
            return 0;
        }
        return switch (rule.rounding()) {
            case HALF_UP, HALF_EVEN -> rule.step() / 2;
            case DOWN -> downwards ? rule.step() : 0;
            case UP -> downwards ? 0 : rule.step();
        };
    }

    private boolean isOnGrid(final int column, final double step) {
        final double ratio = FormulaRule.step(table.column(column)) / step;
        return step > 0 && ratio >= .5 && Math.abs(ratio - Math.rint(ratio)) < 1e-6;
    }

    private Polynomial.Range range(final int column) {
        return ranges.computeIfAbsent(column, c -> {
            final double[] range = OrderRules.range(table.numbers(c));
            return new Polynomial.Range(range[0], range[1]);
        });
    }
}
