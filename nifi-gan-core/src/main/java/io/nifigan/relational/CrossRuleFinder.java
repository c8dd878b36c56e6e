// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.common.RowSample;
import io.nifigan.relational.rows.CopiedColumns;
import io.nifigan.relational.rows.Frame;
import io.nifigan.relational.rows.HiddenFactors;
import io.nifigan.relational.rows.RelativeColumn;
import io.nifigan.rule.DefiningRule;
import io.nifigan.rule.FormulaRule;
import io.nifigan.rule.OrderRule;
import io.nifigan.rule.Rule;
import io.nifigan.rule.RuleFinder;
import io.nifigan.rule.RuleSet;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.FormColumns;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds {@link CrossRules}: they are sought in some rows, and checked in all. */
final class CrossRuleFinder {
    private static final int MAX_SOUGHT = 10_000;
    /** The least number of rows to search for rules: fewer keep rules by chance. */
    private static final int MIN_ROWS = 50;

    private final ChainState state;
    private final ContextBuilder contexts;
    private final String order;
    private final List<Column> columns = new ArrayList<>();
    private final List<CrossRules.Foreign> foreign = new ArrayList<>();
    /** The number of the table's own columns, which come first. */
    private final int own;
    /** Names of columns of which each value has a form of its own. */
    private final Set<String> written;

    private CrossRuleFinder(
            final ChainState state,
            final ContextBuilder contexts,
            final Column order,
            final List<Set<String>> ownOfTables) {
        this.state = state;
        this.contexts = contexts;
        this.order = order == null ? null : order.name();
        for (final Column column : state.columns()) {
            columns.add(order != null && column.name().equals(order.name()) ? order : column);
        }
        columns.removeIf(column -> column.field().marksForm());
        this.own = columns.size();
        // Days of others are compared with points in time where the table itself has no days.
        final boolean inTime = order != null
                && order.kind() == ColumnKind.TIMESTAMP
                && columns.stream().noneMatch(column -> column.kind() == ColumnKind.DATE);
        for (int t = 0; t < ownOfTables.size(); t++) {
            for (final Column column : contexts.of(t - 1).columns()) {
                if (ownOfTables.get(t).contains(column.name())) {
                    foreign.add(new CrossRules.Foreign(t - 1, column.name()));
                    final String name = (t == 0 ? "parent" : "reference" + (t - 1)) + "." + column.name();
                    columns.add(
                            inTime && column.kind() == ColumnKind.DATE
                                    ? Frame.named(order, name)
                                    : Frame.named(column, name));
                }
            }
        }
        this.written = state.columns().stream()
                .filter(column -> column.field().marksForm())
                .map(form -> state.columns()
                        .get(FormColumns.written(
                                state.columns(), state.columns().indexOf(form)))
                        .name())
                .collect(Collectors.toSet());
    }

    /**
     * Finds rules.
     *
     * @param state all rows
     * @param contexts the tables that rows refer to
     * @param order the column that orders the rows; null for none
     * @param own for each table that rows refer to, the parent first, the columns that it has itself
     */
    static CrossRules find(
            final ChainState state, final ContextBuilder contexts, final Column order, final List<Set<String>> own) {
        return state.rows() < MIN_ROWS ? CrossRules.none() : new CrossRuleFinder(state, contexts, order, own).find();
    }

    private CrossRules find() {
        final CrossRules empty = rules(List.of(), List.of(), List.of(), List.of(), List.of());
        final Table sought = empty.joined(state, contexts, RowSample.of(state.rows(), MAX_SOUGHT));
        final List<CopiedColumns.Copy> copied = copied(empty, sought);
        final Set<Integer> copies =
                copied.stream().map(CopiedColumns.Copy::target).collect(Collectors.toSet());
        final RuleSet ownRules = RuleFinder.find(ownColumns(sought), copies, c -> true);
        final IntPredicate mayFollow = c -> mayBeComputed(c)
                && !copies.contains(c)
                && !isDefinedWithoutOrder(ownRules, c)
                && columns.get(c).kind() != ColumnKind.IDENTIFIER;
        final CrossRules found = with(empty, RuleFinder.find(sought, Set.of(), mayFollow), copied, copies, ownRules);
        return withFactors(found, sought, ownRules);
    }

    /** Whether a column follows from others of its row that are learnt with it; the ordering column is not. */
    private boolean isDefinedWithoutOrder(final RuleSet ownRules, final int column) {
        final DefiningRule rule = ownRules.defining().get(column);
        return rule != null && Arrays.stream(rule.columns()).noneMatch(this::isOrder);
    }

    private boolean isOrder(final int column) {
        return columns.get(column).name().equals(order);
    }

    /** Columns that are copied, and those that follow from them. */
    private List<CopiedColumns.Copy> copied(final CrossRules empty, final Table sought) {
        final List<CopiedColumns.Copy> copied = new ArrayList<>(CopiedColumns.find(sought, own));
        copied.removeIf(copy -> !mayBeComputed(copy.target()));
        if (copied.isEmpty()) {
            return copied;
        }
        final Map<Integer, Integer> determinants =
                RuleFinder.find(ownColumns(sought), Set.of(), c -> true).determinants();
        final List<CopiedColumns.Copy> all = new ArrayList<>();
        for (final CopiedColumns.Copy copy : copied) {
            final List<CopiedColumns.Copy> following = determinants.entrySet().stream()
                    .filter(entry -> entry.getValue() == copy.target())
                    .map(Map.Entry::getKey)
                    .filter(target -> copied.stream().noneMatch(other -> other.target() == target))
                    .sorted()
                    .map(target -> CopiedColumns.isText(columns.get(target)) && mayBeComputed(target)
                            ? CopiedColumns.following(sought, target, copy.source())
                            : null)
                    .toList();
            // Where something follows that cannot be computed, both columns are better learnt together.
            if (!following.contains(null)) {
                all.add(copy);
                all.addAll(following);
            }
        }
        final Set<Integer> broken = new HashSet<>();
        inParts(
                empty,
                part -> all.stream().filter(copy -> !copy.holdsIn(part)).forEach(copy -> broken.add(copy.source())));
        all.removeIf(copy -> broken.contains(copy.source()));
        return all;
    }

    private CrossRules rules(
            final List<DefiningRule> defining,
            final List<Rule> kept,
            final List<CopiedColumns.Copy> copied,
            final List<HiddenFactors.Factor> factors,
            final List<RelativeColumn> relative) {
        return new CrossRules(columns, order, foreign, defining, kept, copied, factors, relative);
    }

    private boolean mayBeComputed(final int column) {
        return column < own && !written.contains(columns.get(column).name()) && !isOrder(column);
    }

    private Table ownColumns(final Table joined) {
        return Frame.of(joined, IntStream.range(0, own).toArray());
    }

    /** Looks at all rows, in parts. */
    private void inParts(final CrossRules joining, final Consumer<Table> look) {
        for (int from = 0; from < state.rows(); from += CrossRules.CHUNK) {
            look.accept(joining.joined(
                    state,
                    contexts,
                    IntStream.range(from, Math.min(state.rows(), from + CrossRules.CHUNK))
                            .toArray()));
        }
    }

    private CrossRules with(
            final CrossRules empty,
            final RuleSet found,
            final List<CopiedColumns.Copy> copied,
            final Set<Integer> copies,
            final RuleSet ownRules) {
        // A rule from a copied column is one across tables, since that column is not learnt; nor is the order itself.
        final List<Rule> candidates = Stream.concat(
                        found.defining().values().stream().map(CrossRuleFinder::unbounded), found.kept().stream())
                .filter(rule -> rule instanceof OrderRule
                        || Arrays.stream(rule.columns()).anyMatch(c -> c >= own || copies.contains(c) || isOrder(c)))
                .collect(Collectors.toCollection(ArrayList::new));
        if (!candidates.isEmpty()) {
            inParts(empty, part -> candidates.removeIf(rule -> !rule.holdsIn(part)));
        }
        final Map<Integer, DefiningRule> defining = new LinkedHashMap<>();
        final Map<Integer, DefiningRule> open = new LinkedHashMap<>();
        found.defining().forEach((target, rule) -> {
            if (candidates.contains(unbounded(rule))) {
                open.put(target, unbounded(rule));
            }
        });
        // Each rule comes after those that it depends on; the finder leaves no circles.
        boolean added = true;
        while (added) {
            added = false;
            for (final Map.Entry<Integer, DefiningRule> rule : List.copyOf(open.entrySet())) {
                if (Arrays.stream(rule.getValue().columns()).skip(1).noneMatch(open::containsKey)) {
                    defining.put(rule.getKey(), rule.getValue());
                    open.remove(rule.getKey());
                    added = true;
                }
            }
        }
        final List<RelativeColumn> relative = relative(defining.keySet(), copies, ownRules);
        final Set<Integer> distances =
                relative.stream().map(RelativeColumn::target).collect(Collectors.toSet());
        // Orders of columns that are learnt as they are need not be kept here.
        final List<Rule> kept = found.kept().stream()
                .filter(rule -> rule instanceof OrderRule
                        && candidates.contains(rule)
                        && Arrays.stream(rule.columns()).anyMatch(c -> c < own)
                        && Arrays.stream(rule.columns()).anyMatch(c -> c >= own || isOrder(c) || distances.contains(c))
                        && (Arrays.stream(rule.columns()).allMatch(this::isTime)
                                || Arrays.stream(rule.columns()).allMatch(c -> c < own)))
                .toList();
        return rules(List.copyOf(defining.values()), kept, copied, List.of(), relative);
    }

    /** Columns that are learnt by their distance from the ordering one or from the row before. */
    private List<RelativeColumn> relative(
            final Set<Integer> computed, final Set<Integer> copies, final RuleSet ownRules) {
        if (order == null) {
            return List.of();
        }
        final int ordering = Frame.index(columns, order);
        final Set<Integer> needed = ownRules.defining().values().stream()
                .flatMap(rule -> Arrays.stream(rule.columns()).boxed())
                .collect(Collectors.toSet());
        final Table all = state.table();
        final List<RelativeColumn> relative = new ArrayList<>();
        for (int c = 0; c < own; c++) {
            final ColumnKind kind = columns.get(c).kind();
            if (!mayBeComputed(c) || computed.contains(c) || copies.contains(c) || needed.contains(c)) {
                continue;
            }
            final double[] values =
                    all.numbers(Frame.index(all.columns(), columns.get(c).name()));
            if (isTime(c) && ordering >= 0 && kind == columns.get(ordering).kind()) {
                RelativeColumn.toOrder(c, values, state.time(), state.starts()).ifPresent(relative::add);
            } else if (kind == ColumnKind.INTEGER || kind == ColumnKind.DECIMAL) {
                RelativeColumn.running(c, values, state.starts()).ifPresent(relative::add);
            }
        }
        return relative;
    }

    private static DefiningRule unbounded(final DefiningRule rule) {
        return rule instanceof FormulaRule formula ? formula.unbounded() : rule;
    }

    private boolean isTime(final int column) {
        final ColumnKind kind = columns.get(column).kind();
        return kind == ColumnKind.DATE || kind == ColumnKind.TIMESTAMP;
    }

    /** Adds numbers that are others times a factor, where no rule needs the number itself. */
    private CrossRules withFactors(final CrossRules found, final Table sought, final RuleSet ownRules) {
        final Set<Integer> computed = new HashSet<>();
        final Set<Integer> needed = new HashSet<>();
        found.defining().forEach(rule -> {
            computed.add(rule.target());
            Arrays.stream(rule.columns()).forEach(needed::add);
        });
        found.copied().forEach(copy -> computed.add(copy.target()));
        found.relative().forEach(one -> computed.add(one.target()));
        // Rules with a computed column are not those of what is learnt.
        Stream.concat(ownRules.defining().values().stream(), ownRules.kept().stream())
                .filter(rule -> Arrays.stream(rule.columns()).noneMatch(computed::contains))
                .forEach(rule -> Arrays.stream(rule.columns()).forEach(needed::add));
        final List<Integer> targets = IntStream.range(0, own)
                .filter(c -> mayBeComputed(c) && !needed.contains(c) && !computed.contains(c))
                .boxed()
                .toList();
        final List<Integer> others = Stream.concat(
                        computed.stream().sorted(),
                        IntStream.range(0, columns.size())
                                .filter(c -> !computed.contains(c)
                                        && !columns.get(c).name().equals(order))
                                .boxed())
                .toList();
        final List<HiddenFactors.Factor> factors = new ArrayList<>(HiddenFactors.find(sought, targets, others));
        if (!factors.isEmpty()) {
            inParts(found, part -> factors.removeIf(factor -> !HiddenFactors.holds(part, factor)));
        }
        return rules(found.defining(), found.kept(), found.copied(), factors, found.relative());
    }
}
