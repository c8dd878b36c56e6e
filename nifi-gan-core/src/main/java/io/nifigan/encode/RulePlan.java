// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.partial.SumOrders;
import io.nifigan.rule.CombinationRules;
import io.nifigan.rule.DefiningRule;
import io.nifigan.rule.FormulaRule;
import io.nifigan.rule.LookupRule;
import io.nifigan.rule.NullRule;
import io.nifigan.rule.OrderRules;
import io.nifigan.rule.Rule;
import io.nifigan.rule.RuleFinder;
import io.nifigan.rule.RuleText;
import io.nifigan.table.Column;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rules of a table, with the order in which columns are decoded so that each comes after those it depends on. */
public final class RulePlan {
    /** Maximum numbers of rules that belong to no encoding: given by the user, and found for each column. */
    private static final int MAX_GIVEN = 1_000;

    private static final int MAX_PER_COLUMN = OrderRules.RULES_PER_COLUMN
            + CombinationRules.RULES_PER_COLUMN
            + SumOrders.RULES_PER_COLUMN
            + RuleFinder.WHERE_KNOWN_PER_COLUMN
            + 1;

    private final List<Encoding> encodings;
    private final List<Rule> all = new ArrayList<>();
    private final List<Rule> drawn = new ArrayList<>();
    private final NullRule[] missing;
    private final NullRule[] missingLearnt;
    /** For each column the formulas of its known values; the first that has a value counts. */
    private final Map<Integer, List<FormulaRule>> whereKnown = new HashMap<>();

    private final int[] order;

    private RulePlan(final List<Column> columns, final List<Encoding> encodings, final List<Rule> rules) {
        this.encodings = encodings;
        this.missing = new NullRule[columns.size()];
        for (final Encoding encoding : encodings) {
            encoding.definingRule().ifPresent(all::add);
        }
        all.addAll(rules);
        for (final Rule rule : all) {
            for (final int column : rule.columns()) {
                if (column >= columns.size()) {
                    throw new IllegalArgumentException(
                            "A rule refers to column %d of %d".formatted(column, columns.size()));
                }
            }
            rule.check(columns);
            // Choosing keeps the share of those with exceptions.
            if (rule.share() == 1 && Arrays.stream(rule.columns()).noneMatch(this::isGenerated)) {
                drawn.add(rule);
            }
            addMissing(rule);
            addWhereKnown(rule);
        }
        this.missingLearnt = missing.clone();
        for (int c = 0; c < missing.length; c++) {
            if (missing[c] != null
                    && (encodings.get(c).blocks().isEmpty() || !encodings.get(c).canMiss())) {
                missingLearnt[c] = null;
            }
        }
        this.order = topologicalOrder();
    }

    /**
     * The plan of a table.
     *
     * @throws IllegalArgumentException where rules do not fit the columns, or a column would depend on itself
     */
    static RulePlan of(final List<Column> columns, final List<Encoding> encodings, final List<Rule> rules) {
        if (rules.size() > MAX_GIVEN + MAX_PER_COLUMN * columns.size()) {
            throw new IllegalArgumentException("%d columns with %d rules; %d rules are possible at most"
                    .formatted(columns.size(), rules.size(), MAX_GIVEN + MAX_PER_COLUMN * columns.size()));
        }
        return new RulePlan(columns, encodings, rules);
    }

    private boolean isGenerated(final int column) {
        return encodings.get(column).isGenerated();
    }

    private void addMissing(final Rule rule) {
        if (rule instanceof NullRule found) {
            if (missing[found.column()] != null) {
                throw new IllegalArgumentException(
                        "Two rules decide where column %d is missing".formatted(found.column()));
            }
            if (isGenerated(found.by())) {
                throw new IllegalArgumentException(
                        "A rule for missing values depends on column %d, whose values are generated anew"
                                .formatted(found.by()));
            }
            missing[found.column()] = found;
        }
    }

    private void addWhereKnown(final Rule rule) {
        if (rule instanceof FormulaRule formula && formula.whereKnown()) {
            if (encodings.get(formula.target()).blocks().isEmpty()) {
                throw new IllegalArgumentException(
                        "A formula for known values is of column %d, which is not learnt".formatted(formula.target()));
            }
            whereKnown
                    .computeIfAbsent(formula.target(), key -> new ArrayList<>())
                    .add(formula);
        }
    }

    private int[] sources(final int column) {
        final IntStream.Builder sources = IntStream.builder();
        Arrays.stream(encodings.get(column).sources()).forEach(sources);
        if (missing[column] != null) {
            sources.add(missing[column].by());
        }
        whereKnown(column).forEach(rule -> Arrays.stream(rule.columns()).skip(1).forEach(sources));
        return sources.build().toArray();
    }

    /** The formulas of a learnt column's known values; of several that give a value, the first counts. */
    public List<FormulaRule> whereKnown(final int column) {
        return whereKnown.getOrDefault(column, List.of());
    }

    /** The columns in topological order, each after those it depends on (Kahn 1962). */
    private int[] topologicalOrder() {
        final int width = encodings.size();
        final List<List<Integer>> followers = new ArrayList<>();
        final int[] openSources = new int[width];
        for (int c = 0; c < width; c++) {
            followers.add(new ArrayList<>());
        }
        for (int c = 0; c < width; c++) {
            for (final int source : sources(c)) {
                if (isGenerated(source)) {
                    throw new IllegalArgumentException(
                            "Column %d depends on column %d, whose values are generated anew".formatted(c, source));
                }
                followers.get(source).add(c);
                openSources[c]++;
            }
        }
        final ArrayDeque<Integer> ready = new ArrayDeque<>();
        IntStream.range(0, width).filter(c -> openSources[c] == 0).forEach(ready::add);
        final int[] topologicalOrder = new int[width];
        int count = 0;
        while (!ready.isEmpty()) {
            final int column = ready.remove();
            topologicalOrder[count++] = column;
            for (final int follower : followers.get(column)) {
                openSources[follower]--;
                if (openSources[follower] == 0) {
                    ready.add(follower);
                }
            }
        }
        if (count < width) {
            throw new IllegalArgumentException("By the rules, a column depends on itself");
        }
        return topologicalOrder;
    }

    /** The columns' indices in topological order, each after those it depends on; not to be changed. */
    int[] order() {
        return order;
    }

    /** The rules without identifiers, which rows must keep before identifiers are generated. */
    public List<Rule> drawn() {
        return drawn;
    }

    /**
     * The rules of columns that are computed from numbers, each after those it depends on; without lookups. Of several
     * for a column's known values, the first comes last.
     */
    public List<DefiningRule> computed() {
        return Arrays.stream(order)
                .boxed()
                .flatMap(
                        c -> Stream.concat(encodings.get(c).definingRule().stream(), whereKnown(c).reversed().stream()))
                .filter(rule -> rule instanceof DefiningRule && !(rule instanceof LookupRule))
                .map(DefiningRule.class::cast)
                .toList();
    }

    /** The rule that decides where a learnt column with missing values is missing; null where there is none. */
    public NullRule missing(final int column) {
        return missingLearnt[column];
    }

    /** The rule that decides where an identifier is missing; null where there is none. */
    public NullRule missingIdentifier(final int column) {
        return encodings.get(column).isGenerated() ? missing[column] : null;
    }

    /**
     * The member of a block that must never be chosen: the one for missing, where a rule decides which rows are
     * missing; -1 for none.
     */
    public int never(final Block block) {
        return missing(block.column()) == null
                ? -1
                : encodings.get(block.column()).missingMember(block.part());
    }

    /** All rules as texts with the columns' names. */
    List<String> describe(final List<Column> columns) {
        final List<String> sentences = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            final int determinant = encodings.get(c).category(c);
            if (determinant >= 0 && determinant != c) {
                sentences.add(RuleText.name(columns, determinant) + " -> " + RuleText.name(columns, c));
            }
        }
        all.stream()
                .filter(rule -> !(rule instanceof NullRule missing
                        && columns.get(missing.by()).field().marksForm()))
                .forEach(rule -> sentences.add(rule.describe(columns)));
        encodings.forEach(
                encoding -> encoding.partialRules().forEach(rule -> sentences.addAll(rule.describe(columns))));
        return sentences;
    }
}
