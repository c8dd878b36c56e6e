// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.rule.DefiningRule;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/** Computes the columns of single rows anew after others were changed. Not thread-safe. */
final class RowComputer {
    private final List<IntConsumer> steps = new ArrayList<>();

    /**
     * @param table its arrays are changed
     * @param rules what to compute, each rule after those it depends on
     */
    RowComputer(final Table table, final List<DefiningRule> rules) {
        for (final DefiningRule rule : rules) {
            final double[] numbers = table.numbers(rule.target());
            if (numbers != null) {
                final IntToDoubleFunction number = rule.numbers(table);
                steps.add(r -> numbers[r] = number.applyAsDouble(r));
            } else {
                final int[] codes = table.codes(rule.target());
                final List<String> known = table.dictionary(rule.target());
                final IntFunction<String> text = rule.texts(table);
                // A text that the table does not have yet becomes missing, and the row breaks the rule.
                steps.add(r -> codes[r] = known.indexOf(text.apply(r)));
            }
        }
    }

    void compute(final int row) {
        steps.forEach(step -> step.accept(row));
    }
}
