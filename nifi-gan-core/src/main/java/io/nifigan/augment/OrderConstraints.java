// SPDX-License-Identifier: Apache-2.0
package io.nifigan.augment;

import io.nifigan.rule.OrderRule;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.List;

/**
 * The order rules between numeric columns, applied to rows in which some numbers are filled in and the others are
 * fixed.
 */
final class OrderConstraints {
    private final List<Column> columns;
    private final List<OrderRule> rules;

    OrderConstraints(final List<Column> columns, final List<OrderRule> rules) {
        this.columns = columns;
        this.rules = rules;
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    /**
     * Whether a row would satisfy all orders with the numbers of a donor.
     *
     * @param filled {@code [columns]}: the columns taken from the donor
     */
    boolean hold(final TableCells cells, final int row, final boolean[] filled, final Table donors, final int donor) {
        for (final OrderRule rule : rules) {
            if (filled[rule.smaller()] || filled[rule.larger()]) {
                final double smaller = filled[rule.smaller()]
                        ? donors.numbers(rule.smaller())[donor]
                        : cells.number(rule.smaller(), row);
                final double larger =
                        filled[rule.larger()] ? donors.numbers(rule.larger())[donor] : cells.number(rule.larger(), row);
                if (!rule.holds(smaller, larger)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether a row satisfies all orders that involve filled-in numbers. */
    boolean hold(final TableCells cells, final int row, final boolean[] filled) {
        return rules.stream()
                .allMatch(rule -> !filled[rule.smaller()] && !filled[rule.larger()] || keeps(rule, cells, row));
    }

    private static boolean keeps(final OrderRule rule, final TableCells cells, final int row) {
        return rule.holds(cells.number(rule.smaller(), row), cells.number(rule.larger(), row));
    }

    /**
     * Moves filled-in numbers until the orders hold; if the fixed numbers contradict each other, as far as possible.
     */
    void repair(final TableCells cells, final int row, final boolean[] filled) {
        for (int pass = 0; pass <= columns.size() && !hold(cells, row, filled); pass++) {
            for (final OrderRule rule : rules) {
                if (keeps(rule, cells, row)) {
                    continue;
                }
                if (filled[rule.larger()]) {
                    cells.set(rule.larger(), row, beyond(rule, cells.number(rule.smaller(), row), rule.larger(), 1));
                } else if (filled[rule.smaller()]) {
                    cells.set(rule.smaller(), row, beyond(rule, cells.number(rule.larger(), row), rule.smaller(), -1));
                }
            }
        }
    }

    private double beyond(final OrderRule rule, final double bound, final int column, final int direction) {
        if (!rule.strict()) {
            return bound;
        }
        final double step = columns.get(column).step();
        return step > 0 ? bound + direction * step : direction > 0 ? Math.nextUp(bound) : Math.nextDown(bound);
    }
}
