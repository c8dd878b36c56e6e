// SPDX-License-Identifier: Apache-2.0
package io.nifigan.score;

import io.nifigan.rule.DefiningRule;
import io.nifigan.rule.FormulaRule;
import io.nifigan.rule.LookupRule;
import io.nifigan.rule.PlaceRule;
import io.nifigan.rule.Rule;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/**
 * A check of a rule between columns. Rows in which one of its columns is missing keep it: {@link ValueCheck} judges
 * missing values.
 *
 * @param rule the rule
 * @param columns the model's columns
 */
record RuleCheck(Rule rule, List<Column> columns) implements Check {
    /** Minimum distance outside the learnt area for a place to be impossible; a few real places lie just outside it. */
    private static final double PLACE_MARGINS = 3;

    @Override
    public byte[] verdicts(final Table table) {
        final int[] of = rule.columns();
        final IntPredicate broken = broken(table);
        final IntPredicate impossible = impossible(table);
        final byte[] verdicts = new byte[table.rows()];
        for (int r = 0; r < verdicts.length; r++) {
            if (broken.test(r) && hasAll(table, of, r)) {
                verdicts[r] = impossible.test(r) ? IMPOSSIBLE : isNew() ? FINE : UNUSUAL;
            }
        }
        return verdicts;
    }

    /** Whether a row that breaks the rule without contradicting it has nothing but an unknown value of one column. */
    private boolean isNew() {
        return rule instanceof LookupRule lookup && lookup.second() < 0;
    }

    private static boolean hasAll(final Table table, final int[] columns, final int row) {
        for (final int column : columns) {
            if (table.isMissing(column, row)) {
                return false;
            }
        }
        return true;
    }

    private IntPredicate broken(final Table table) {
        // The range of what a formula gives is checked with the column's values.
        return (rule instanceof FormulaRule formula ? formula.unbounded() : rule)
                .on(table)
                .negate();
    }

    /** A predicate on broken rows: whether they contradict the rule, and are not just new to it. */
    private IntPredicate impossible(final Table table) {
        return switch (rule) {
            case LookupRule lookup -> {
                final IntUnaryOperator combination = lookup.combination(table);
                yield r -> combination.applyAsInt(r) >= 0;
            }
            case DefiningRule defining
            when table.numbers(defining.target()) != null -> {
                final IntToDoubleFunction expected = defining.numbers(table);
                yield r -> !Double.isNaN(expected.applyAsDouble(r));
            }
            case DefiningRule defining -> {
                final IntFunction<String> expected = defining.texts(table);
                yield r -> expected.apply(r) != null;
            }
            case PlaceRule place ->
                new PlaceRule(
                                place.latitude(),
                                place.longitude(),
                                place.places(),
                                Math.min(360, PLACE_MARGINS * place.margin()))
                        .on(table)
                        .negate();
            default -> r -> true;
        };
    }

    @Override
    public String name() {
        return rule.describe(columns).replace("->", "→");
    }

    @Override
    public String fault(final Table table, final int row) {
        return "broken";
    }

    @Override
    public int column() {
        return -1;
    }
}
