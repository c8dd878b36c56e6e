// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.encode.TableEncoder;
import io.nifigan.rule.NullRule;
import io.nifigan.rule.OrderRule;
import io.nifigan.rule.Rule;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** Which rows keep the rules that hold between the columns of a table. */
public final class Rules {
    private final List<Rule> rules;
    private final List<OrderRule> orders;

    /** All rules of a table but those of identifiers, which are made later and as the rules say. */
    public Rules(final TableEncoder encoder) {
        this.rules = encoder.plan().drawn();
        this.orders = rules.stream()
                .filter(OrderRule.class::isInstance)
                .map(OrderRule.class::cast)
                .toList();
    }

    /**
     * The rule that most rows of a table break, in names of columns; empty where none is broken that can be told so.
     */
    String mostBroken(final Table table) {
        String name = "";
        int max = 0;
        for (final Rule rule : rules) {
            // A rule of missing values may name a value; messages name none.
            final int broken = rule instanceof NullRule ? 0 : rule.broken(table);
            if (broken > max) {
                max = broken;
                name = rule.describe(table.columns());
            }
        }
        return name;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /**
     * For the rows of a table: whether they keep all rules. Values that are changed in the table afterwards are seen.
     */
    IntPredicate on(final Table table) {
        final IntPredicate[] bound = rules.stream().map(rule -> rule.on(table)).toArray(IntPredicate[]::new);
        return row -> {
            for (final IntPredicate rule : bound) {
                if (!rule.test(row)) {
                    return false;
                }
            }
            return true;
        };
    }

    /** Whether some rule wants a partner's value above, or below, a column's. */
    boolean ask(final int column, final int partner, final boolean above) {
        return orders.stream()
                .anyMatch(rule -> above
                        ? rule.smaller() == column && rule.larger() == partner
                        : rule.larger() == column && rule.smaller() == partner);
    }

    /** Whether the orders between two columns hold in a row. */
    boolean ordered(final Table table, final int row, final int column, final int partner) {
        return orders.stream()
                .filter(rule -> rule.smaller() == column && rule.larger() == partner
                        || rule.smaller() == partner && rule.larger() == column)
                .allMatch(rule -> rule.holds(table.numbers(rule.smaller())[row], table.numbers(rule.larger())[row]));
    }

    /** The indices of the rows that keep all rules, rising. */
    public int[] keeping(final Table table) {
        final IntPredicate holds = on(table);
        final int[] kept = new int[table.rows()];
        int count = 0;
        for (int r = 0; r < kept.length; r++) {
            if (holds.test(r)) {
                kept[count++] = r;
            }
        }
        return Arrays.copyOf(kept, count);
    }
}
