// SPDX-License-Identifier: Apache-2.0
package io.nifigan.partial;

import io.nifigan.common.RowSample;
import io.nifigan.rule.FormulaRule;
import io.nifigan.rule.RuleException;
import io.nifigan.rule.RuleSet;
import io.nifigan.rule.RuleText;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** Finds categories that in part of the rows have the text of another column, such as a city of delivery. */
final class TextCopies {
    private static final int SAMPLE_ROWS = 4_000;
    private static final double MIN_EVIDENCE = 20;
    private static final double MIN_SHARE = .01;
    /** With fewer different texts in common, the networks learn the table of both. */
    private static final int MIN_TEXTS = 10;

    private static final double MIN_TIMES_CHANCE = 4;

    private final Table table;
    private final RuleSet rules;
    private final IntPredicate isTarget;
    private final IntPredicate isSource;
    private final Map<Integer, List<PartialRule>> found = new TreeMap<>();

    private record Candidate(FormulaRule rule, int rows) {}

    private TextCopies(
            final Table table, final RuleSet rules, final IntPredicate isTarget, final IntPredicate isSource) {
        this.table = table;
        this.rules = rules;
        this.isTarget = c -> table.column(c).kind() == ColumnKind.CATEGORY && isTarget.test(c);
        this.isSource = c -> table.column(c).kind() == ColumnKind.CATEGORY && isSource.test(c);
    }

    /** Finds the copies of a table; the parameters are those of {@link PartialSearch#find}. */
    static Map<Integer, List<PartialRule>> find(
            final Table table, final RuleSet rules, final IntPredicate isTarget, final IntPredicate isSource) {
        final TextCopies copies = new TextCopies(table, rules, isTarget, isSource);
        copies.addGiven();
        copies.search();
        return copies.found;
    }

    private void addGiven() {
        for (final FormulaRule rule : rules.parts()) {
            if (!table.column(rule.target()).kind().isNumeric()) {
                if (!isPossible(rule.target(), rule.columns()[1]) || !accept(rule)) {
                    throw new RuleException(
                            ("The rule '%s in part' cannot be kept: another rule determines %s, the column determines "
                                            + "others or would depend on itself, or no row has the same text in both")
                                    .formatted(
                                            rule.describe(table.columns()),
                                            RuleText.name(table.columns(), rule.target())));
                }
            }
        }
    }

    private boolean isPossible(final int target, final int source) {
        return isTarget.test(target)
                && isSource.test(source)
                && !found.containsKey(target)
                && rules.mayFollow(target, source);
    }

    private void search() {
        final int[] sample = RowSample.of(table.rows(), SAMPLE_ROWS);
        final Table rows = table.select(sample);
        final List<Candidate> candidates = new ArrayList<>();
        for (int a = 0; a < table.columns().size(); a++) {
            for (int b = 0; b < a; b++) {
                final boolean forward = isPossible(a, b);
                if (forward || isPossible(b, a)) {
                    final FormulaRule rule = FormulaRule.ofTexts(forward ? a : b, forward ? b : a);
                    final int equal = rows(rows, rule);
                    if (equal > 0) {
                        candidates.add(new Candidate(rule, equal));
                    }
                }
            }
        }
        candidates.sort(Comparator.comparingInt(Candidate::rows).reversed());
        for (final Candidate candidate : candidates) {
            final FormulaRule rule = candidate.rule();
            if (isPossible(rule.target(), rule.columns()[1]) && rules.allows(rule)) {
                accept(rule);
            }
        }
    }

    /** The number of sampled rows in which both have the same text; 0 where it may be so by chance. */
    private int rows(final Table rows, final FormulaRule rule) {
        final IntUnaryOperator members = new PartialRule(rule, false, new double[0], 1, 0).members(rows);
        final int[] texts = rows.codes(rule.target());
        final Set<Integer> different = new HashSet<>();
        int equal = 0;
        for (int r = 0; r < texts.length; r++) {
            if (members.applyAsInt(r) == 0) {
                equal++;
                different.add(texts[r]);
            }
        }
        final double scale = (double) table.rows() / Math.max(1, rows.rows());
        return equal * scale >= MIN_EVIDENCE
                        && equal >= MIN_SHARE * texts.length
                        && different.size() >= MIN_TEXTS
                        && equal >= MIN_TIMES_CHANCE * chance(rows, rule)
                ? equal
                : 0;
    }

    /** The expected number of rows with the same text if the columns were independent. */
    private static double chance(final Table rows, final FormulaRule rule) {
        final Map<String, Integer> counts = new TreeMap<>();
        final int source = rule.columns()[1];
        for (final int code : rows.codes(source)) {
            if (code >= 0) {
                counts.merge(rows.dictionary(source).get(code), 1, Integer::sum);
            }
        }
        double chance = 0;
        for (final int code : rows.codes(rule.target())) {
            chance += code < 0
                    ? 0
                    : (double) counts.getOrDefault(
                                    rows.dictionary(rule.target()).get(code), 0)
                            / rows.rows();
        }
        return chance;
    }

    private boolean accept(final FormulaRule rule) {
        final int equal = new PartialRule(rule, false, new double[0], 1, 0).count(table, true);
        if (equal == 0) {
            return false;
        }
        found.put(
                rule.target(),
                List.of(PartialRule.ofTexts(rule.target(), rule.columns()[1], (double) equal / table.rows())));
        rules.follow(rule.target(), rule.columns()[1]);
        return true;
    }
}
