// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.rule.CombinationRules;
import io.nifigan.rule.LinearRule;
import io.nifigan.rule.NullRule;
import io.nifigan.rule.OrderRules;
import io.nifigan.rule.Rule;
import io.nifigan.rule.RuleText;
import io.nifigan.table.Column;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The rules of a table in the order in which they can be kept, and which column each is about. */
public final class RulePlan {
    /** Rules that belong to no column's encoding: a user may give a thousand, and so many a column are found. */
    private static final int MAX_GIVEN = 1_000;

    private static final int MAX_PER_COLUMN = OrderRules.RULES_PER_COLUMN + CombinationRules.RULES_PER_COLUMN + 1;

    private final List<Encoding> encodings;
    private final List<Rule> all = new ArrayList<>();
    private final List<Rule> drawn = new ArrayList<>();
    private final NullRule[] missing;
    private final NullRule[] missingLearnt;
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
                            "A rule is about column %d of %d".formatted(column, columns.size()));
                }
            }
            rule.check(columns);
            if (Arrays.stream(rule.columns()).noneMatch(this::isMade)) {
                drawn.add(rule);
            }
            addMissing(rule);
        }
        this.missingLearnt = missing.clone();
        for (int c = 0; c < missing.length; c++) {
            if (missing[c] != null
                    && (encodings.get(c).blocks().isEmpty() || !encodings.get(c).canMiss())) {
                missingLearnt[c] = null;
            }
        }
        this.order = sorted();
    }

    /** @throws IllegalArgumentException where rules do not fit the columns, or a column would follow from itself */
    static RulePlan of(final List<Column> columns, final List<Encoding> encodings, final List<Rule> rules) {
        if (rules.size() > MAX_GIVEN + MAX_PER_COLUMN * columns.size()) {
            throw new IllegalArgumentException("%d columns with %d rules; %d is the most"
                    .formatted(columns.size(), rules.size(), MAX_GIVEN + MAX_PER_COLUMN * columns.size()));
        }
        return new RulePlan(columns, encodings, rules);
    }

    private boolean isMade(final int column) {
        return encodings.get(column).mustBeMade();
    }

    private void addMissing(final Rule rule) {
        if (rule instanceof NullRule found) {
            if (missing[found.column()] != null) {
                throw new IllegalArgumentException(
                        "Two rules say where column %d is missing".formatted(found.column()));
            }
            if (isMade(found.by())) {
                throw new IllegalArgumentException(
                        "A rule of missing values looks at column %d, whose values are made anew"
                                .formatted(found.by()));
            }
            missing[found.column()] = found;
        }
    }

    private int[] sources(final int column) {
        final int[] own = encodings.get(column).sources();
        return missing[column] == null
                ? own
                : IntStream.concat(Arrays.stream(own), IntStream.of(missing[column].by()))
                        .toArray();
    }

    /** The columns, each after those that it follows from (Kahn 1962). */
    private int[] sorted() {
        final int width = encodings.size();
        final List<List<Integer>> followers = new ArrayList<>();
        final int[] open = new int[width];
        for (int c = 0; c < width; c++) {
            followers.add(new ArrayList<>());
        }
        for (int c = 0; c < width; c++) {
            for (final int source : sources(c)) {
                if (isMade(source)) {
                    throw new IllegalArgumentException(
                            "Column %d follows from column %d, whose values are made anew".formatted(c, source));
                }
                followers.get(source).add(c);
                open[c]++;
            }
        }
        final ArrayDeque<Integer> ready = new ArrayDeque<>();
        IntStream.range(0, width).filter(c -> open[c] == 0).forEach(ready::add);
        final int[] sorted = new int[width];
        int count = 0;
        while (!ready.isEmpty()) {
            final int column = ready.remove();
            sorted[count++] = column;
            for (final int follower : followers.get(column)) {
                open[follower]--;
                if (open[follower] == 0) {
                    ready.add(follower);
                }
            }
        }
        if (count < width) {
            throw new IllegalArgumentException("A column follows from itself by the rules");
        }
        return sorted;
    }

    /** The columns' indices, each after those that it follows from; not to be changed. */
    int[] order() {
        return order;
    }

    /** Rules between values that are drawn, which rows must keep before identifiers are made. */
    public List<Rule> drawn() {
        return drawn;
    }

    /** The sums and multiples among the columns, each after those that it needs. */
    public List<LinearRule> computed() {
        return Arrays.stream(order)
                .mapToObj(encodings::get)
                .flatMap(encoding -> encoding.definingRule().stream())
                .filter(LinearRule.class::isInstance)
                .map(LinearRule.class::cast)
                .toList();
    }

    /** The rule that says where a learnt column is missing, which has missing values; null where there is none. */
    public NullRule missing(final int column) {
        return missingLearnt[column];
    }

    /** The rule that says where an identifier is missing; null where there is none. */
    public NullRule missingIdentifier(final int column) {
        return encodings.get(column).mustBeMade() ? missing[column] : null;
    }

    /**
     * The member of a block that stands for missing and is never to be chosen, since a rule says where it is; -1 for
     * none.
     */
    public int never(final Block block) {
        return missing(block.column()) == null
                ? -1
                : encodings.get(block.column()).missingMember(block.part());
    }

    /** Everything that holds, in the columns' names. */
    List<String> describe(final List<Column> columns) {
        final List<String> sentences = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            final int determinant = encodings.get(c).category(c);
            if (determinant >= 0 && determinant != c) {
                sentences.add(RuleText.name(columns, determinant) + " -> " + RuleText.name(columns, c));
            }
        }
        all.forEach(rule -> sentences.add(rule.describe(columns)));
        return sentences;
    }
}
