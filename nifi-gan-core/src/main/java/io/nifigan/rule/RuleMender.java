// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.common.RandomStream;
import io.nifigan.table.Table;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Makes rows keep rules that a user gave, where the rows were drawn without: values in the wrong order change places,
 * sums are computed, what must be missing is taken away, and what must not be gets the value of another row. Rows that
 * break a rule all the same are left out.
 */
public final class RuleMender {
    private static final int PASSES = 3;
    private static final int TRIES = 100;
    private static final double MIN = .2;

    private RuleMender() {}

    /**
     * Mends rows.
     *
     * @param table its arrays are changed
     * @param texts rules as {@link RuleText} reads them
     * @param seed of what is drawn from other rows
     * @return the rows that keep all rules
     * @throws RuleException where a rule does not go with the columns, needs records to tell what goes together, or is
     *     kept by hardly any row
     */
    public static Table mend(final Table table, final List<String> texts, final long seed) {
        final RandomGenerator random = new RandomStream(seed);
        for (int pass = 0; pass < PASSES; pass++) {
            for (final UserRuleResolver.Wanted wanted : new UserRuleResolver(table, texts, false).wanted()) {
                switch (wanted.rule()) {
                    case OrderRule order -> sort(table, order);
                    case LinearRule linear -> IntStream.range(0, table.rows()).forEach(r -> linear.apply(table, r));
                    case NullRule missing -> setMissing(table, missing, random);
                    case LookupRule lookup -> throw new IllegalStateException("A rule that only records can tell");
                    case CombinationRule combination ->
                        throw new IllegalStateException("A rule that only records can tell");
                }
            }
        }
        // Resolved anew, since sums have another range now.
        final List<IntPredicate> rules = new UserRuleResolver(table, texts, false)
                .wanted().stream().map(wanted -> wanted.rule().on(table)).toList();
        final int[] kept = IntStream.range(0, table.rows())
                .filter(r -> rules.stream().allMatch(rule -> rule.test(r)))
                .toArray();
        if (kept.length < MIN * table.rows()) {
            throw new RuleException(
                    ("The rules %s cannot all be kept by rows within what is public of the columns: take " + "some out")
                            .formatted(texts));
        }
        return kept.length == table.rows() ? table : table.select(kept);
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
                for (int i = 0; i < TRIES && table.isMissing(column, r); i++) {
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
