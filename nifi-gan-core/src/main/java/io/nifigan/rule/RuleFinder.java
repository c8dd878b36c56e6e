// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.table.DistinctValues;
import io.nifigan.table.Field;
import io.nifigan.table.Structure;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds all rules that hold in every row of a table, beginning with those that a user gave. */
public final class RuleFinder {
    private static final int MAX_LEVELS = 1_000;
    private static final int ROWS_PER_LEVEL = 5;

    private final Table table;
    private final Set<Integer> identifiers;
    private final Set<Integer> joined;
    private final DependencyGraph graph = new DependencyGraph();
    private final RuleSet rules = new RuleSet();
    private final UserRuleResolver wishes;
    private final Structure structure;

    private RuleFinder(
            final Table table, final Set<Integer> identifiers, final Set<Integer> joined, final List<String> texts) {
        this.table = table;
        this.identifiers = identifiers;
        this.joined = joined;
        this.wishes = new UserRuleResolver(table, texts);
        this.structure = Structure.of(table.columns());
    }

    /**
     * @param identifiers columns whose values are made anew
     * @param joined those of them that are put together from others
     * @param texts what a user said, as {@link RuleText} reads it
     * @throws RuleException where a rule that was given cannot be kept
     */
    public static RuleSet find(
            final Table table, final Set<Integer> identifiers, final Set<Integer> joined, final List<String> texts) {
        final RuleFinder finder = new RuleFinder(table, identifiers, joined, texts);
        finder.addWishes();
        if (!finder.wishes.findNone() && table.rows() > 0) {
            finder.addFound();
        }
        finder.separateDeterminants();
        return finder.rules;
    }

    private void addWishes() {
        for (final UserRuleResolver.Wanted wanted : wishes.wanted()) {
            final Rule rule = wanted.rule();
            final int[] columns = rule.columns();
            for (final int column : columns) {
                if (identifiers.contains(column)
                        && !(rule instanceof NullRule missing
                                && missing.column() == column
                                && !joined.contains(column))) {
                    throw new RuleException(
                            ("The rule '%s' cannot be kept: the values of %s are made anew. Set its kind, such as "
                                            + "category or decimal")
                                    .formatted(wanted.text(), RuleText.name(table.columns(), column)));
                }
            }
            final int[] from = Arrays.copyOfRange(columns, 1, columns.length);
            final boolean possible = switch (rule) {
                case LinearRule linear -> graph.allow(columns[0], from);
                case LookupRule lookup -> graph.allow(columns[0], from);
                case NullRule missing ->
                    graph.allow(columns[0], from)
                            && rules.kept().stream()
                                    .noneMatch(other ->
                                            other instanceof NullRule known && known.column() == missing.column());
                case OrderRule order -> true;
                case CombinationRule combination -> true;
            };
            if (!possible) {
                throw new RuleException(
                        ("The rule '%s' cannot be kept besides the others: another rule says what %s is "
                                        + "already, or it would follow from itself")
                                .formatted(wanted.text(), RuleText.name(table.columns(), columns[0])));
            }
            if (rule instanceof LinearRule || rule instanceof LookupRule) {
                define(rule, from);
            } else {
                if (rule instanceof NullRule) {
                    graph.addSource(columns[0], from);
                }
                rules.kept().add(rule);
            }
        }
        // A column that is missing by a rule may be defined by none: it would be missing where that says.
        rules.kept().stream()
                .filter(rule -> rule instanceof NullRule missing && graph.isDefined(missing.column()))
                .findFirst()
                .ifPresent(rule -> {
                    throw new RuleException(
                            ("The rule '%s' cannot be kept besides the others: another rule says what the column "
                                            + "is already")
                                    .formatted(rule.describe(table.columns())));
                });
    }

    private void define(final Rule rule, final int... from) {
        graph.define(rule.columns()[0], from);
        rules.defining().put(rule.columns()[0], rule);
    }

    /** Single learnt columns are looked up by their own values, of which none is ever new. */
    private void separateDeterminants() {
        final Map<Integer, Rule> all = Map.copyOf(rules.defining());
        all.forEach((target, rule) -> {
            if (rule instanceof LookupRule lookup && lookup.second() < 0 && !all.containsKey(lookup.first())) {
                rules.defining().remove(target);
                rules.determinants().put(target, lookup.first());
            }
        });
    }

    /**
     * Whether a rule that holds may be found: neither forbidden, nor one of how nested records are built, nor one that
     * holds between pixels by chance.
     */
    private boolean allows(final Rule rule) {
        return wishes.allows(rule)
                && Arrays.stream(rule.columns()).allMatch(column -> rule instanceof OrderRule || isOpen(column))
                && !(rule instanceof NullRule
                        && Arrays.stream(rule.columns()).anyMatch(column -> structure.guard(column) >= 0));
    }

    private boolean allowsDependency(final int determinant, final int dependent) {
        return wishes.allowsDependency(determinant, dependent) && isOpen(determinant) && isOpen(dependent);
    }

    private boolean isOpen(final int column) {
        final Field field = table.column(column).field();
        return !field.marksPresence() && (field.path() == null || !field.path().endsInElement());
    }

    private void addFound() {
        LinearRules.find(table, graph, this::allows)
                .forEach(rule -> rules.defining().put(rule.target(), rule));
        addDependencies();
        final DistinctValues[] distinct = PairDependencies.levels(table, MAX_LEVELS, ROWS_PER_LEVEL);
        PairDependencies.find(table, distinct, graph, this::allows)
                .forEach(rule -> rules.defining().put(rule.target(), rule));
        final Set<Integer> missingKnown = rules.kept().stream()
                .filter(NullRule.class::isInstance)
                .map(rule -> rule.columns()[0])
                .collect(Collectors.toSet());
        final List<NullRule> missing = NullRules.find(
                table, distinct, c -> joined.contains(c) || missingKnown.contains(c), graph, this::allows);
        final Set<Integer> withoutOrder = ArrayElements.unordered(table);
        withoutOrder.addAll(identifiers);
        final Set<Rule> known = new HashSet<>(rules.kept());
        final List<Rule> found = new ArrayList<>(missing);
        found.addAll(CombinationRules.find(table, distinct, missing, graph, this::allows));
        found.addAll(OrderRules.find(table, withoutOrder, this::allows));
        found.stream().filter(rule -> !known.contains(rule)).forEach(rules.kept()::add);
    }

    private void addDependencies() {
        final Set<Integer> dependent = IntStream.range(0, table.columns().size())
                .filter(graph::isDefined)
                .boxed()
                .collect(Collectors.toSet());
        for (final Dependency dependency : Dependencies.find(table, identifiers, dependent, this::allowsDependency)) {
            final int target = dependency.dependent();
            final int from = dependency.determinant();
            if (graph.allow(target, from)) {
                define(
                        new LookupRule(
                                target,
                                from,
                                -1,
                                dependency.from(),
                                null,
                                IntStream.range(0, dependency.from().size()).toArray(),
                                new int[0],
                                dependency.to()),
                        from);
            }
        }
    }
}
