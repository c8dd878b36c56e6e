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
        final Scope scope = Scope.of(table, rule.unit());
        final IntToDoubleFunction exact = rule.expression().compile(scope).value();
        final IntToDoubleFunction rounded = scope.values().apply(rule.target());
        int even = 0;
        int up = 0;
        for (int r = 0; r < table.rows(); r++) {
            final double value = exact.applyAsDouble(r);
            if (Rounding.isTie(value, rule.step())) {
                final double error = rule.step() / 4;
                up += Math.abs(Rounding.HALF_UP.round(value, rule.step()) - rounded.applyAsDouble(r)) < error ? 1 : 0;
                even += Math.abs(Rounding.HALF_EVEN.round(value, rule.step()) - rounded.applyAsDouble(r)) < error
                        ? 1
                        : 0;
            }
        }
        return even <= up ? rule : with(rule, Rounding.HALF_EVEN);
    }

    private static FormulaRule with(final FormulaRule rule, final Rounding rounding) {
        return new FormulaRule(
                rule.target(), rule.expression(), rule.unit(), rounding, rule.step(), rule.min(), rule.max());
    }
}
