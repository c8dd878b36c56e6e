// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.common.RandomStream;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Changes rows so that they keep the user's rules: values in the wrong order are swapped, sums are computed, values
 * that must be missing are removed, and values that must not be missing are copied from another row. Rows that still
 * break a rule are dropped.
 */
public final class RuleMender {
    private static final int PASSES = 3;
    private static final int MAX_TRIES = 100;
    private static final double MIN_KEPT_SHARE = .2;

    private RuleMender() {}

    /**
     * Makes the rows of a table keep rules.
     *
     * @param table the rows; its arrays are changed
     * @param texts rules in the syntax of {@link RuleText}
     * @param seed the seed for values copied from other rows
     * @return the rows that keep all rules
     * @throws RuleException where a rule does not fit the columns, needs real records (a lookup or a combination), or
     *     is kept by too few rows
     */
    public static Table mend(final Table table, final List<String> texts, final long seed) {
        final RandomGenerator random = new RandomStream(seed);
        for (int pass = 0; pass < PASSES; pass++) {
            for (final UserRuleResolver.Resolved resolved : new UserRuleResolver(table, texts, false).resolved()) {
                switch (resolved.rule()) {
                    case OrderRule order -> sort(table, order);
                    case FormulaRule formula -> compute(table, formula);
                    case NullRule missing -> setMissing(table, missing, random);
                    case ComparisonRule comparison -> {
                        // Its rows are dropped below.
                    }
                    case KeyRule key -> throw new IllegalStateException("A rule that needs real records");
                    case LookupRule lookup -> throw new IllegalStateException("A rule that needs real records");
                    case CombinationRule combination ->
                        throw new IllegalStateException("A rule that needs real records");
                }
            }
        }
        // Resolved again, because computed columns have another range now.
        final List<IntPredicate> rules = new UserRuleResolver(table, texts, false)
                .resolved().stream().map(resolved -> resolved.rule().on(table)).toList();
        final int[] kept = IntStream.range(0, table.rows())
                .filter(r -> rules.stream().allMatch(rule -> rule.test(r)))
                .toArray();
        if (kept.length < MIN_KEPT_SHARE * table.rows()) {
            throw new RuleException(
                    ("Too few rows can keep all of the rules %s within the columns' public ranges and values: "
                                    + "take some rules out")
                            .formatted(texts));
        }
        return kept.length == table.rows() ? table : table.select(kept);
    }

    private static void compute(final Table table, final FormulaRule rule) {
        if (table.numbers(rule.target()) == null) {
            final IntFunction<String> texts = rule.texts(table);
            final List<String> known = table.dictionary(rule.target());
            Arrays.setAll(table.codes(rule.target()), r -> known.indexOf(texts.apply(r)));
        } else {
            Arrays.setAll(table.numbers(rule.target()), rule.numbers(table)::applyAsDouble);
        }
    }

    private static void sort(final Table table, final OrderRule order) {
        final double[] smaller = table.numbers(order.smaller());
        final double[] larger = table.numbers(order.larger());
        for (int r = 0; r < table.rows(); r++) {
            if (smaller[r] > larger[r]) {
                final double swapped = smaller[r];
                smaller[r] = larger[r];
                larger[r] = swapped;
            }
        }
    }

    private static void setMissing(final Table table, final NullRule rule, final RandomGenerator random) {
        final IntPredicate absent = rule.absent(table);
        final int column = rule.column();
        for (int r = 0; r < table.rows(); r++) {
            if (absent.test(r)) {
                if (table.numbers(column) == null) {
                    table.codes(column)[r] = -1;
                } else {
                    table.numbers(column)[r] = Double.NaN;
                }
            } else {
                for (int i = 0; i < MAX_TRIES && table.isMissing(column, r); i++) {
                    final int other = random.nextInt(table.rows());
                    if (table.numbers(column) == null) {
                        table.codes(column)[r] = table.codes(column)[other];
                    } else {
                        table.numbers(column)[r] = table.numbers(column)[other];
                    }
                }
            }
        }
    }
}
