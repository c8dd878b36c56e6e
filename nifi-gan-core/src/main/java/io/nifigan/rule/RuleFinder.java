// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.table.DistinctValues;
import io.nifigan.table.Field;
import io.nifigan.table.FormColumns;
import io.nifigan.table.Structure;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds all rules that hold in every row of a table, after adding those of the user. */
public final class RuleFinder {
    /** Maximum number of formulas of one column's known values that are found. */
    public static final int WHERE_KNOWN_PER_COLUMN = FormulaSearch.MAX_WHERE_KNOWN;

    private static final int MAX_LEVELS = 1_000;
    private static final int ROWS_PER_LEVEL = 5;

    private final Table table;
    private final Set<Integer> identifiers;
    private final Set<Integer> joined;
    private final DependencyGraph graph = new DependencyGraph();
    private final RuleSet rules;
    private final UserRuleResolver userRules;
    /** The columns that may follow from others. */
    private final IntPredicate targets;

    private final Structure structure;
    /** The columns that have a value only where the column of their forms says so. */
    private final Set<Integer> ruledByForm = new HashSet<>();

    private RuleFinder(
            final Table table,
            final Set<Integer> identifiers,
            final Set<Integer> joined,
            final List<String> texts,
            final IntPredicate targets) {
        this.targets = targets;
        this.table = table;
        this.identifiers = identifiers;
        this.joined = joined;
        this.userRules = new UserRuleResolver(table, texts);
        this.rules = new RuleSet(graph, this::isSought, userRules.parts(), userRules.nears());
        this.structure = Structure.of(table.columns());
    }

    /**
     * Finds the rules of a table.
     *
     * @param identifiers columns whose values are generated and not learnt
     * @param joined those identifiers that are concatenations of others
     * @param texts the user's rules in the syntax of {@link RuleText}
     * @throws RuleException where a rule of the user's cannot be kept
     */
    public static RuleSet find(
            final Table table, final Set<Integer> identifiers, final Set<Integer> joined, final List<String> texts) {
        return new RuleFinder(table, identifiers, joined, texts, column -> true).find();
    }

    /**
     * Finds rules by which some columns follow from any, and orders between all columns.
     *
     * @param identifiers columns that no rule is sought of
     * @param targets the columns that may follow from others
     */
    public static RuleSet find(final Table table, final Set<Integer> identifiers, final IntPredicate targets) {
        return new RuleFinder(table, identifiers, Set.of(), List.of(), targets).find();
    }

    private RuleSet find() {
        addUserRules();
        addFormRules();
        if (!userRules.findNone() && table.rows() > 0) {
            addFound();
        }
        separateDeterminants();
        return rules;
    }

    /**
     * The rules of a user for a table.
     *
     * @throws RuleException where a rule does not fit the table
     */
    public static Set<Rule> given(final Table table, final List<String> texts) {
        return new UserRuleResolver(table, texts)
                .resolved().stream().map(UserRuleResolver.Resolved::rule).collect(Collectors.toSet());
    }

    private void addUserRules() {
        for (final UserRuleResolver.Resolved resolved : userRules.resolved()) {
            final Rule rule = resolved.rule();
            final int[] columns = rule.columns();
            for (final int column : columns) {
                if (identifiers.contains(column)
                        && !(rule instanceof NullRule missing
                                && missing.column() == column
                                && !joined.contains(column))) {
                    throw new RuleException(
                            ("The rule '%s' cannot be kept: the values of %s are generated anew. Set its kind, such as "
                                            + "category or decimal")
                                    .formatted(resolved.text(), RuleText.name(table.columns(), column)));
                }
            }
            final int[] from = Arrays.copyOfRange(columns, 1, columns.length);
            final boolean possible = switch (rule) {
                case DefiningRule defining -> graph.allow(columns[0], from);
                case NullRule missing ->
                    graph.allow(columns[0], from)
                            && rules.kept().stream()
                                    .noneMatch(other ->
                                            other instanceof NullRule known && known.column() == missing.column());
                case OrderRule order -> true;
                case ComparisonRule comparison -> true;
                case CombinationRule combination -> true;
                case PlaceRule place -> true;
            };
            if (!possible) {
                throw new RuleException(("The rule '%s' contradicts the others: another rule determines %s already, "
                                + "or the column would depend on itself. Take one of them out")
                        .formatted(resolved.text(), RuleText.name(table.columns(), columns[0])));
            }
            if (rule instanceof DefiningRule defining && !isWhereKnown(rule)) {
                define(defining, from);
            } else {
                if (isWhereKnown(rule)) {
                    graph.addSource(columns[0], from);
                }
                if (rule instanceof NullRule) {
                    graph.addSource(columns[0], from);
                }
                rules.kept().add(rule);
            }
        }
        // A column with a rule for missing values may have no rule that defines it, because that decides where it is
        // missing.
        rules.kept().stream()
                .filter(rule -> rule instanceof NullRule missing && graph.isDefined(missing.column()))
                .findFirst()
                .ifPresent(rule -> {
                    throw new RuleException(
                            ("The rule '%s' contradicts the others: another rule determines the column already. "
                                            + "Take one of them out")
                                    .formatted(rule.describe(table.columns())));
                });
    }

    /** Adds the rules that a value is missing exactly where its form is a word or missing, where it ever is. */
    private void addFormRules() {
        final int[] forms = FormColumns.of(table.columns());
        for (int c = 0; c < forms.length; c++) {
            if (forms[c] >= 0 && !graph.isDefined(c) && !isAlwaysThere(c, forms[c]) && graph.allow(c, forms[c])) {
                final NullRule rule = new NullRule(c, forms[c], FormColumns.withoutValue(table.columns(), c));
                graph.addSource(c, forms[c]);
                rules.kept().removeIf(other -> other instanceof NullRule known && known.column() == rule.column());
                rules.kept().add(rule);
                ruledByForm.add(c);
            }
        }
    }

    /** Whether no form of a column lacks a value, so that its values may be computed as others are. */
    private boolean isAlwaysThere(final int column, final int form) {
        return FormColumns.withoutValue(table.columns(), column).size() == 1
                && IntStream.range(0, table.rows())
                        .noneMatch(r -> table.isMissing(column, r) || table.isMissing(form, r));
    }

    private void define(final DefiningRule rule, final int... from) {
        graph.define(rule.target(), from);
        rules.defining().put(rule.target(), rule);
    }

    /** Separates lookups by a single learnt column: such a column only has values that the lookup knows. */
    private void separateDeterminants() {
        final Map<Integer, DefiningRule> all = Map.copyOf(rules.defining());
        all.forEach((target, rule) -> {
            if (rule instanceof LookupRule lookup && lookup.second() < 0 && !all.containsKey(lookup.first())) {
                rules.defining().remove(target);
                rules.determinants().put(target, lookup.first());
            }
        });
    }

    /**
     * Whether a rule that holds is allowed: the user does not forbid it, it does not repeat the structure of nested
     * records, and it is not a chance relation between elements of an array.
     */
    private boolean allows(final Rule rule) {
        return userRules.allows(rule)
                && (!(rule instanceof DefiningRule defining) || targets.test(defining.target()))
                && !(isDefinition(rule) && ruledByForm.contains(rule.columns()[0]))
                && Arrays.stream(rule.columns()).allMatch(column -> rule instanceof OrderRule || canHaveRules(column))
                && !(rule instanceof NullRule
                        && Arrays.stream(rule.columns()).anyMatch(column -> structure.guard(column) >= 0));
    }

    private boolean isSought(final Rule rule) {
        return !userRules.findNone() && allows(rule);
    }

    private static boolean isDefinition(final Rule rule) {
        return rule instanceof DefiningRule && !isWhereKnown(rule);
    }

    private static boolean isWhereKnown(final Rule rule) {
        return rule instanceof FormulaRule formula && formula.whereKnown();
    }

    private boolean allowsDependency(final int determinant, final int dependent) {
        return userRules.allowsDependency(determinant, dependent)
                && targets.test(dependent)
                && !ruledByForm.contains(dependent)
                && canHaveRules(determinant)
                && canHaveRules(dependent);
    }

    private boolean canHaveRules(final int column) {
        final Field field = table.column(column).field();
        return !field.marksPresence() && (field.path() == null || !field.path().endsInElement());
    }

    private void addFound() {
        final DistinctValues[] distinct = PairDependencies.levels(table, MAX_LEVELS, ROWS_PER_LEVEL);
        addFormulas(distinct);
        addDependencies();
        PairDependencies.find(table, distinct, graph, this::allows)
                .forEach(rule -> rules.defining().put(rule.target(), rule));
        final Set<Integer> missingKnown = rules.kept().stream()
                .filter(NullRule.class::isInstance)
                .map(rule -> rule.columns()[0])
                .collect(Collectors.toSet());
        final List<NullRule> missing = NullRules.find(
                table, distinct, c -> joined.contains(c) || missingKnown.contains(c), graph, this::allows);
        addWhereKnown();
        final Set<Integer> withoutOrder = ArrayElements.unordered(table);
        withoutOrder.addAll(identifiers);
        final Set<Rule> known = new HashSet<>(rules.kept());
        final List<Rule> found = new ArrayList<>(missing);
        found.addAll(CombinationRules.find(table, distinct, missing, graph, this::allows));
        final List<FormulaRule> whereKnown = rules.kept().stream()
                .filter(RuleFinder::isWhereKnown)
                .map(FormulaRule.class::cast)
                .toList();
        final ImpliedOrders implied = new ImpliedOrders(table, rules.defining(), whereKnown);
        final List<OrderRule> orders = implied.distinct(
                OrderRules.find(table, withoutOrder, this::allows, implied::contains, implied::isStrict));
        found.addAll(orders);
        found.addAll(PlaceRule.Finder.find(table, column -> identifiers.contains(column) || graph.isDefined(column)));
        DayOrders.find(table, graph, this::allows).stream()
                .filter(rule -> !implied.contains(rule, orders))
                .forEach(found::add);
        found.stream().filter(rule -> !known.contains(rule)).forEach(rules.kept()::add);
    }

    /** Adds formulas that hold in the rows that have all values, where some rows have not. */
    private void addWhereKnown() {
        final boolean complete = IntStream.range(0, table.columns().size())
                .filter(c -> table.column(c).kind().isNumeric())
                .noneMatch(c -> Arrays.stream(table.numbers(c)).anyMatch(Double::isNaN));
        if (complete) {
            return;
        }
        final Set<Integer> determining = rules.defining().values().stream()
                .filter(rule -> rule instanceof LookupRule lookup && lookup.second() < 0)
                .map(rule -> rule.columns()[1])
                .collect(Collectors.toSet());
        // What others are looked up by must have values that the lookup knows.
        final FormulaSearch search =
                new FormulaSearch(table, graph, rule -> !determining.contains(rule.columns()[0]) && allows(rule), true);
        LinearRules.find(search);
        TimeRules.find(search);
        AgeRules.find(search);
        LinearSystems.find(search);
        ProductRules.find(search);
        search.acceptDeferred();
        rules.kept().addAll(search.found());
    }

    private void addFormulas(final DistinctValues[] distinct) {
        final FormulaSearch search = new FormulaSearch(table, graph, this::allows);
        LinearRules.find(search);
        TimeRules.find(search);
        AgeRules.find(search);
        LinearSystems.find(search);
        ProductRules.find(search);
        search.acceptDeferred();
        final List<DefiningRule> formulas = new ArrayList<>(search.found());
        formulas.addAll(KeyRules.find(search, distinct, this::allows, KeyRules.FEW_KEYS));
        formulas.addAll(BandRules.find(search, distinct, this::allows));
        formulas.addAll(KeyRules.find(search, distinct, this::allows, KeyRules.MAX_KEYS));
        formulas.forEach(rule -> rules.defining().put(rule.target(), rule));
    }

    private void addDependencies() {
        final Set<Integer> dependent = IntStream.range(0, table.columns().size())
                .filter(graph::isDefined)
                .boxed()
                .collect(Collectors.toSet());
        for (final Dependencies.Dependency dependency :
                Dependencies.find(table, identifiers, dependent, this::allowsDependency)) {
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
