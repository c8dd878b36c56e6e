// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.encode.Support;
import io.nifigan.encode.TableEncoder;
import io.nifigan.rule.ComparisonRule;
import io.nifigan.rule.OrderRule;
import io.nifigan.rule.Rule;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Changes rows that break an order, for models whose rows hardly ever keep all of them: two learnt values in the wrong
 * order are exchanged, one that is compared with a computed value is set to it, and what follows from them is computed
 * anew. Columns that are nearly equal, such as two times of one process, are in the right order in half of the rows a
 * generator draws. Thread-safe.
 */
final class OrderMender {
    /** An exchange may break an order with a third column: exchanges of neighbours sort this many columns at most. */
    private static final int MAX_PASSES = 20;

    private static final double DAY = 86_400_000;

    /**
     * Two columns in order.
     *
     * @param smaller the index of the column with the smaller values
     * @param larger the index of the other column
     * @param strict whether the two are never equal
     * @param smallerDay whether the day of the smaller column's time is compared
     * @param largerDay whether the day of the larger column's time is
     */
    private record Order(int smaller, int larger, boolean strict, boolean smallerDay, boolean largerDay) {}

    private final TableEncoder encoder;
    private final List<Order> orders = new ArrayList<>();
    private final List<Support> supports = new ArrayList<>();

    OrderMender(final TableEncoder encoder) {
        this.encoder = encoder;
        for (final Rule rule : encoder.plan().drawn()) {
            if (rule instanceof OrderRule order) {
                orders.add(new Order(order.smaller(), order.larger(), order.strict(), false, false));
            } else if (rule instanceof ComparisonRule comparison) {
                if (comparison.smallerColumn() >= 0 && comparison.largerColumn() >= 0) {
                    orders.add(new Order(
                            comparison.smallerColumn(),
                            comparison.largerColumn(),
                            comparison.strict(),
                            comparison.hasSmallerDay(),
                            comparison.hasLargerDay()));
                }
            }
        }
        orders.removeIf(order -> !isLearnt(order.smaller()) && !isLearnt(order.larger()));
        for (int c = 0; c < encoder.columns().size(); c++) {
            supports.add(isLearnt(c) ? encoder.support(c).orElse(null) : null);
        }
    }

    private boolean isLearnt(final int column) {
        return !encoder.encodings().get(column).blocks().isEmpty();
    }

    /** The columns whose values must be known. */
    BitSet columns() {
        final BitSet columns = new BitSet();
        for (final Order order : orders) {
            columns.set(order.smaller());
            columns.set(order.larger());
        }
        return columns;
    }

    /** Changes the values of a table's rows. Some rows may still break a rule. */
    void mend(final Table table) {
        if (orders.isEmpty()) {
            return;
        }
        final int passes = Math.min(MAX_PASSES, orders.size() + 1);
        final RowComputer computer = new RowComputer(table, encoder.plan().computed());
        for (int r = 0; r < table.rows(); r++) {
            for (int pass = 0; pass < passes && mend(table, r); pass++) {
                computer.compute(r);
            }
        }
    }

    /** Returns whether a value was changed. */
    private boolean mend(final Table table, final int row) {
        boolean changed = false;
        for (final Order order : orders) {
            final double a = table.numbers(order.smaller())[row];
            final double b = table.numbers(order.larger())[row];
            final double x = order.smallerDay() ? Math.floor(a / DAY) : a;
            final double y = order.largerDay() ? Math.floor(b / DAY) : b;
            if (order.strict() ? x >= y : x > y) {
                changed |= mend(table, row, order, a, b);
            }
        }
        return changed;
    }

    private boolean mend(final Table table, final int row, final Order order, final double a, final double b) {
        // A day and a point in time exchange their days.
        final double day = order.smallerDay() == order.largerDay() ? 0 : DAY;
        double smaller = b;
        double larger = a;
        if (day > 0) {
            smaller = order.smallerDay() ? b * day + a - Math.floor(a / day) * day : Math.floor(b / day);
            larger = order.largerDay() ? a * day + b - Math.floor(b / day) * day : Math.floor(a / day);
        }
        final double stepOfSmaller = encoder.columns().get(order.smaller()).step();
        final double stepOfLarger = encoder.columns().get(order.larger()).step();
        if (day == 0) {
            smaller = onGrid(smaller, stepOfSmaller, false);
            larger = onGrid(larger, stepOfLarger, true);
        }
        if (order.strict() && a == b || !isLearnt(order.larger()) && order.strict()) {
            smaller -= order.smallerDay() ? DAY : stepOfSmaller;
        } else if (!isLearnt(order.smaller()) && order.strict()) {
            larger += order.largerDay() ? DAY : stepOfLarger;
        }
        final boolean first = isLearnt(order.smaller());
        final boolean second = isLearnt(order.larger());
        if (first && !isPossible(order.smaller(), smaller) || second && !isPossible(order.larger(), larger)) {
            return false;
        }
        if (first) {
            table.numbers(order.smaller())[row] = smaller;
        }
        if (second) {
            table.numbers(order.larger())[row] = larger;
        }
        return true;
    }

    private static double onGrid(final double value, final double step, final boolean up) {
        final double steps = value / step;
        final double nearest = Math.rint(steps);
        return step == 0 || Math.abs(steps - nearest) < 1e-6
                ? value
                : (up ? Math.ceil(steps) : Math.floor(steps)) * step;
    }

    /** Whether a learnt column can have a value. */
    private boolean isPossible(final int column, final double value) {
        final Support support = supports.get(column);
        if (support == null) {
            return false;
        }
        final Support.Continuum range = support.continuum();
        return range != null && value >= range.from() && value <= range.to()
                || support.values().contains(Double.toString(value));
    }
}
