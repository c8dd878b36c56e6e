// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.formula.Expression;
import io.nifigan.table.DistinctValues;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Finds columns that a part of a date or time determines by a table: names of weekdays and months in any language,
 * quarters, seasons, shifts, holidays.
 *
 * <p>The evidence is that of {@link Dependencies}: the number of rows that would break the rule if the two were
 * independent.
 */
final class KeyRules {
    /** The weeks of a year, and fewer: more keys are looked at after bands, which say more. */
    static final int FEW_KEYS = 53;

    static final int MAX_KEYS = 1_000;
    private static final int ROWS_PER_KEY = 5;

    private final FormulaSearch search;
    private final DistinctValues[] distinct;
    private final Predicate<Rule> allowed;
    private final List<KeyRule> found = new ArrayList<>();
    /** The sampled codes of each column. */
    private final Map<Integer, int[]> codes = new HashMap<>();

    private KeyRules(final FormulaSearch search, final DistinctValues[] distinct, final Predicate<Rule> allowed) {
        this.search = search;
        this.distinct = distinct;
        this.allowed = allowed;
    }

    /**
     * Finds the rules of a table.
     *
     * @param distinct the distinct values of the columns that may be determined, null for others
     * @param allowed whether a rule is allowed
     * @param maxKeys maximum number of values of the part
     */
    static List<KeyRule> find(
            final FormulaSearch search,
            final DistinctValues[] distinct,
            final Predicate<Rule> allowed,
            final int maxKeys) {
        final KeyRules rules = new KeyRules(search, distinct, allowed);
        for (final int source : TimeRules.times(search)) {
            for (final Expression key :
                    TimeParts.keys(source, search.table().column(source).kind())) {
                rules.find(source, key, maxKeys);
            }
        }
        return rules.found;
    }

    private void find(final int source, final Expression key, final int maxKeys) {
        final double[] numbers = search.evaluate(key, null);
        final Map<Double, Integer> index = new HashMap<>();
        final int[] keys = new int[numbers.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = index.computeIfAbsent(numbers[i], number -> index.size());
        }
        if (index.size() < 2 || index.size() > Math.min(maxKeys, search.table().rows() / ROWS_PER_KEY)) {
            return;
        }
        for (int target = 0; target < distinct.length; target++) {
            if (distinct[target] != null
                    && target != source
                    && !search.isTime(target)
                    && distinct[target].count() <= index.size()
                    && search.graph().allow(target, source)
                    && isFunction(keys, sample(target), index.size())) {
                accept(target, source, key, index.size());
            }
        }
    }

    private int[] sample(final int target) {
        return codes.computeIfAbsent(target, c -> {
            final int[] sample = new int[search.size()];
            Arrays.setAll(sample, i -> distinct[c].codes()[search.row().applyAsInt(i)]);
            return sample;
        });
    }

    private static boolean isFunction(final int[] from, final int[] to, final int count) {
        final int[] image = new int[count];
        for (int i = 0; i < from.length; i++) {
            if (image[from[i]] == 0) {
                image[from[i]] = to[i] + 1;
            } else if (image[from[i]] != to[i] + 1) {
                return false;
            }
        }
        return true;
    }

    private void accept(final int target, final int source, final Expression key, final int keys) {
        final Table table = search.table();
        if ((table.rows() - keys) * diversity(distinct[target], table.rows()) < FormulaSearch.MIN_EVIDENCE) {
            return;
        }
        final KeyRule rule = KeyRule.of(table, target, key);
        if (rule != null && allowed.test(rule) && rule.holdsIn(table)) {
            search.graph().define(target, source);
            found.add(rule);
        }
    }

    /** The probability that two random rows have different values. */
    static double diversity(final DistinctValues distinct, final int rows) {
        double same = 0;
        for (int l = 0; l < distinct.count(); l++) {
            final double share = (double) distinct.size(l) / rows;
            same += share * share;
        }
        return 1 - same;
    }
}
