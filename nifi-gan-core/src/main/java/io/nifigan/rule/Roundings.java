// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.formula.Rounding;
import io.nifigan.formula.Scope;
import io.nifigan.table.Table;
import java.util.function.IntToDoubleFunction;

/** Learns from rows how halves are rounded. */
final class Roundings {
    private Roundings() {}

    /** The same rule with the way of rounding halves that more rows have. */
    static FormulaRule settled(final Table table, final FormulaRule rule) {
        if (rule.rounding() != Rounding.HALF_UP || rule.step() == 0) {
            return rule;
        }
        final int even = broken(table, rule, Rounding.HALF_EVEN);
        return even >= broken(table, rule, Rounding.HALF_UP) ? rule : rule.rounded(Rounding.HALF_EVEN);
    }

    /** The number of rows that round a half in another way than a rule does. */
    static int unsettled(final Table table, final FormulaRule rule) {
        return rule.step() == 0 || rule.rounding() != Rounding.HALF_UP && rule.rounding() != Rounding.HALF_EVEN
                ? 0
                : broken(table, rule, rule.rounding());
    }

    /** The number of rows in which halves are rounded in another way. */
    private static int broken(final Table table, final FormulaRule rule, final Rounding rounding) {
        final Scope scope = Scope.of(table, rule.unit());
        final IntToDoubleFunction exact = rule.expression().compile(scope).value();
        final IntToDoubleFunction rounded = scope.values().apply(rule.target());
        int broken = 0;
        for (int r = 0; r < table.rows(); r++) {
            final double value = exact.applyAsDouble(r);
            broken += Rounding.isTie(value, rule.step())
                            && Math.abs(rounding.round(value, rule.step()) - rounded.applyAsDouble(r))
                                    >= rule.step() / 4
                    ? 1
                    : 0;
        }
        return broken;
    }
}
