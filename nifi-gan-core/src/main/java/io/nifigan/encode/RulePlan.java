// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.table.Column;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The rules of a table in the order in which they can be kept, and which column each is about. */
public final class RulePlan {
    /** Rules that belong to no column's encoding: a user may give a thousand, and so many a column are found. */
    private static final int MOST_GIVEN = 1_000;
    private static final int MOST_PER_COLUMN = OrderRules.RULES_PER_COLUMN + CombinationRules.RULES_PER_COLUMN + 1;

    private final List<Encoding> encodings;
    private final List<Rule> all = new ArrayList<>();
    private final List<Rule> drawn = new ArrayList<>();
    private final NullRule[] missing;
    private final int[] order;

    private RulePlan(final List<Column> columns, final List<Encoding> encodings, final List<Rule> rules) {
        this.encodings = encodings;
        this.missing = new NullRule[columns.size()];
        for (final Encoding encoding : encodings) {
            if (encoding instanceof ComputedEncoding computed) {
                all.add(computed.rule());
            } else if (encoding instanceof LookupEncoding lookup) {
                all.add(lookup.rule());
            }
        }
        all.addAll(rules);
        for (final Rule rule : all) {
            for (final int column : rule.columns()) {
                if (column >= columns.size()) {
                    throw new IllegalArgumentException("A rule is about column %d of %d".formatted(column, columns.size()));
                }
            }
            rule.check(columns);
            if (Arrays.stream(rule.columns()).noneMatch(this::isMade)) {
                drawn.add(rule);
            }
            addMissing(rule);
        }
        this.order = sorted();
    }

    /**
     * @throws IllegalArgumentException where rules do not fit the columns, or a column would follow from itself
     */
    static RulePlan of(final List<Column> columns, final List<Encoding> encodings, final List<Rule> rules) {
        if (rules.size() > MOST_GIVEN + MOST_PER_COLUMN * columns.size()) {
            throw new IllegalArgumentException("%d columns with %d rules; %d is the most".formatted(columns.size(), rules.size(),
                    MOST_GIVEN + MOST_PER_COLUMN * columns.size()));
        }
        return new RulePlan(columns, encodings, rules);
    }

    private boolean isMade(final int column) {
        return encodings.get(column) instanceof IdentifierEncoding || encodings.get(column) instanceof JoinedEncoding;
    }

    private void addMissing(final Rule rule) {
        if (rule instanceof NullRule found) {
            if (missing[found.column()] != null) {
                throw new IllegalArgumentException("Two rules say where column %d is missing".formatted(found.column()));
            }
            if (isMade(found.by())) {
                throw new IllegalArgumentException("A rule of missing values looks at column %d, whose values are made anew".formatted(found.by()));
            }
            missing[found.column()] = found;
        }
    }

    private int[] sources(final int column) {
        final int[] own = switch (encodings.get(column)) {
            case DependentEncoding dependent -> new int[] {dependent.determinant()};
            case ComputedEncoding computed -> sources(computed.rule());
            case LookupEncoding lookup -> sources(lookup.rule());
            default -> new int[0];
        };
        return missing[column] == null ? own : IntStream.concat(Arrays.stream(own), IntStream.of(missing[column].by())).toArray();
    }

    private static int[] sources(final Rule rule) {
        return Arrays.copyOfRange(rule.columns(), 1, rule.columns().length);
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
                    throw new IllegalArgumentException("Column %d follows from column %d, whose values are made anew".formatted(c, source));
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
        return Arrays.stream(order).mapToObj(encodings::get).filter(ComputedEncoding.class::isInstance)
                .map(encoding -> ((ComputedEncoding) encoding).rule()).toList();
    }

    /** The rule that says where a learnt column is missing, which has missing values; null where there is none. */
    NullRule missing(final int column) {
        return missing[column] != null && canMiss(column) ? missing[column] : null;
    }

    private boolean canMiss(final int column) {
        return switch (encodings.get(column)) {
            case NumberEncoding number -> number.hasMissing();
            case CalendarEncoding calendar -> calendar.hasMissing();
            case CategoryEncoding category -> category.values().contains(null);
            default -> false;
        };
    }

    /** The rule that says where an identifier is missing; null where there is none. */
    public NullRule missingIdentifier(final int column) {
        return encodings.get(column) instanceof IdentifierEncoding ? missing[column] : null;
    }

    /** The member of a block that stands for missing and is never to be chosen, since a rule says where it is; -1 for none. */
    public int never(final Block block) {
        if (missing(block.column()) == null) {
            return -1;
        }
        if (encodings.get(block.column()) instanceof NumberEncoding number) {
            return number.missingMember();
        }
        if (encodings.get(block.column()) instanceof CalendarEncoding calendar) {
            return block.part() == 0 ? calendar.parts().getFirst().missingMember() : -1;
        }
        final CategoryEncoding category = (CategoryEncoding) encodings.get(block.column());
        final int index = category.values().indexOf(null);
        return index < category.learnt() ? index : -1;
    }

    /** Everything that holds, in the columns' names. */
    List<String> describe(final List<Column> columns) {
        final List<String> sentences = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            if (encodings.get(c) instanceof DependentEncoding dependent) {
                sentences.add(RuleText.name(columns, dependent.determinant()) + " -> " + RuleText.name(columns, c));
            }
        }
        all.forEach(rule -> sentences.add(rule.describe(columns)));
        return sentences;
    }
}
