// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.encode.OrderRule;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.List;

/** Which rows keep the orders that hold between numbers of the table. */
public final class Rules {
    private final List<OrderRule> rules;

    public Rules(final List<OrderRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    boolean hold(final Table table, final int row) {
        for (final OrderRule rule : rules) {
            if (!rule.holds(table.numbers(rule.smaller())[row], table.numbers(rule.larger())[row])) {
                return false;
            }
        }
        return true;
    }

    /** Whether some rule wants a partner's value above, or below, a column's. */
    boolean ask(final int column, final int partner, final boolean above) {
        return rules.stream().anyMatch(rule -> above ? rule.smaller() == column && rule.larger() == partner
                : rule.larger() == column && rule.smaller() == partner);
    }

    /** Whether the rules between two columns hold in a row. */
    boolean hold(final Table table, final int row, final int column, final int partner) {
        return rules.stream().filter(rule -> rule.smaller() == column && rule.larger() == partner || rule.smaller() == partner && rule.larger() == column)
                .allMatch(rule -> rule.holds(table.numbers(rule.smaller())[row], table.numbers(rule.larger())[row]));
    }

    /** The indices of the rows that keep all rules, rising. */
    public int[] keeping(final Table table) {
        final int[] kept = new int[table.rows()];
        int count = 0;
        for (int r = 0; r < kept.length; r++) {
            if (hold(table, r)) {
                kept[count++] = r;
            }
        }
        return Arrays.copyOf(kept, count);
    }
}
