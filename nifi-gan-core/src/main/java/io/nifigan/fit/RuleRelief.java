// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.encode.TableEncoder;
import io.nifigan.rule.CombinationRule;
import io.nifigan.rule.ComparisonRule;
import io.nifigan.rule.OrderRule;
import io.nifigan.rule.PlaceRule;
import io.nifigan.rule.Rule;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Gives up orders and combinations that were found in the records where too few generated rows keep them all: columns
 * that are nearly equal are in each order in half of the generated rows. A found rule must never make sampling
 * impossible; one that the user gave is kept at any price.
 */
final class RuleRelief {
    /**
     * Selection keeps one in a few dozen of these rows, and the sampler gives up below one in a thousand. With .05, a
     * table with one moment in five forms could not be sampled.
     */
    private static final double MIN_KEPT_SHARE = .1;

    private RuleRelief() {}

    /** Whether enough generated rows keep all rules, of those that keep the rules which are never given up. */
    static boolean suffices(final TableEncoder encoder, final Table drawn) {
        final List<Rule> rules = encoder.plan().drawn();
        final List<IntPredicate> all =
                rules.stream().map(rule -> rule.on(drawn)).toList();
        final List<IntPredicate> others = rules.stream()
                .filter(rule -> !isRelievable(rule))
                .map(rule -> rule.on(drawn))
                .toList();
        return rows(drawn, row -> all.stream().allMatch(rule -> rule.test(row)))
                >= MIN_KEPT_SHARE * rows(drawn, row -> others.stream().allMatch(rule -> rule.test(row)));
    }

    /**
     * The encoder without the rules that too few rows keep; the same where enough keep all.
     *
     * @param drawn generated rows
     * @param given the rules of the user, which stay
     * @param listener gets a sentence for each rule that is given up
     */
    static TableEncoder relieve(
            final TableEncoder encoder, final Table drawn, final Set<Rule> given, final Consumer<String> listener) {
        final Map<Rule, IntPredicate> kept = new HashMap<>();
        encoder.plan().drawn().forEach(rule -> kept.put(rule, rule.on(drawn)));
        final List<Rule> rules = new ArrayList<>(encoder.rules());
        final List<Rule> orders = new ArrayList<>(rules.stream()
                .filter(rule -> isRelievable(rule) && kept.containsKey(rule) && !given.contains(rule))
                .sorted(Comparator.comparingInt(rule -> rows(drawn, kept.get(rule))))
                .toList());
        final int others = rows(
                drawn,
                row -> kept.entrySet().stream()
                        .allMatch(rule -> orders.contains(rule.getKey())
                                || rule.getValue().test(row)));
        while (!orders.isEmpty()
                && rows(drawn, row -> kept.values().stream().allMatch(rule -> rule.test(row)))
                        < MIN_KEPT_SHARE * others) {
            final Rule hardest = orders.removeFirst();
            listener.accept(("The rule '%s' holds in all records, but in so few generated rows that it is not kept. "
                            + "Train for longer, or give it as a rule")
                    .formatted(hardest.describe(encoder.columns())));
            kept.remove(hardest);
            rules.remove(hardest);
        }
        return rules.size() == encoder.rules().size()
                ? encoder
                : new TableEncoder(encoder.columns(), encoder.encodings(), rules);
    }

    private static boolean isRelievable(final Rule rule) {
        return rule instanceof OrderRule
                || rule instanceof ComparisonRule
                || rule instanceof CombinationRule
                || rule instanceof PlaceRule;
    }

    private static int rows(final Table table, final IntPredicate test) {
        return (int) IntStream.range(0, table.rows()).filter(test).count();
    }
}
