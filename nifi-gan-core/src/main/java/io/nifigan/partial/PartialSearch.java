// SPDX-License-Identifier: Apache-2.0
package io.nifigan.partial;

import io.nifigan.formula.ColumnValue;
import io.nifigan.formula.Constant;
import io.nifigan.formula.Expression;
import io.nifigan.formula.Operation;
import io.nifigan.formula.Quantity;
import io.nifigan.formula.Rounding;
import io.nifigan.rule.FormulaRule;
import io.nifigan.rule.RuleException;
import io.nifigan.rule.RuleSet;
import io.nifigan.rule.RuleText;
import io.nifigan.table.DistinctValues;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Finds relations between numbers or times that hold in part of the rows: a column that equals another, or another plus
 * a constant, in a share of the rows beyond chance, or lies close to it.
 */
public final class PartialSearch {
    private static final int MAX_EQUAL = 4;
    private static final double OTHER_ORDER = .8;
    private static final double MIN_EQUAL_SHARE = .005;

    private final Table table;
    private final RuleSet rules;
    private final IntPredicate isTarget;
    private final IntPredicate isSource;
    private final ColumnSamples samples;
    private final Coincidence coincidence;
    private final PairFormulas formulas;
    /** For each column, the formulas that it equals in part of the rows. */
    private final Map<Integer, List<FormulaRule>> equal = new TreeMap<>();
    /** For columns that lie close to a formula, how close. */
    private final Map<Integer, Near> near = new HashMap<>();
    /** {@code [columns][sampled rows]}: whether the column's value is accounted for. */
    private final Map<Integer, boolean[]> taken = new HashMap<>();

    private record Candidate(FormulaRule formula, double[] computed, double gain) {}

    private record Near(FormulaRule formula, Closeness closeness) {}

    private PartialSearch(
            final Table table, final RuleSet rules, final IntPredicate isTarget, final IntPredicate isSource) {
        this.table = table;
        this.rules = rules;
        this.isTarget = isTarget;
        this.isSource = isSource;
        this.samples = new ColumnSamples(
                table, c -> table.column(c).kind().isNumeric() && (isTarget.test(c) || isSource.test(c)));
        this.coincidence = new Coincidence(samples);
        this.formulas = new PairFormulas(samples);
    }

    /**
     * Finds the relations of a table.
     *
     * @param rules the rules that hold in all rows; no column will depend on itself by these and the relations
     * @param isTarget the columns that may follow from others in part of the rows
     * @param isSource the columns that others may follow from
     * @return for each column that follows from others how it does
     */
    public static Map<Integer, List<PartialRule>> find(
            final Table table, final RuleSet rules, final IntPredicate isTarget, final IntPredicate isSource) {
        final PartialSearch search = new PartialSearch(table, rules, isTarget, isSource);
        search.addGiven();
        search.findEqual();
        search.findNear();
        final Map<Integer, List<PartialRule>> found = search.counted();
        found.putAll(TextCopies.find(table, rules, isTarget, isSource));
        return found;
    }

    private void addGiven() {
        for (final FormulaRule rule : rules.parts()) {
            if (!table.column(rule.target()).kind().isNumeric()) {
                continue;
            }
            requirePossible(rule);
            equal.computeIfAbsent(rule.target(), key -> new ArrayList<>()).add(rule);
            take(rule, samples.evaluate(rule));
        }
        for (final FormulaRule rule : rules.nears()) {
            requirePossible(rule);
            final Closeness closeness = closeness(rule, false);
            if (closeness == Closeness.NONE || near.containsKey(rule.target())) {
                throw new RuleException("The rule that %s is near to other columns cannot be kept: %s"
                        .formatted(
                                RuleText.name(table.columns(), rule.target()),
                                near.containsKey(rule.target())
                                        ? "another says the same of others"
                                        : "it is so in too few rows"));
            }
            near.put(rule.target(), new Near(rule, closeness));
        }
    }

    /** A relation that the user gave is refused where it cannot be learnt, and never left out in silence. */
    private void requirePossible(final FormulaRule rule) {
        final int[] from = rule.expression().columns();
        if (!isTarget.test(rule.target())
                || !Arrays.stream(from).allMatch(column -> isSource.test(column) && samples.of(column) != null)
                || !rules.mayFollow(rule.target(), from)) {
            throw new RuleException(
                    ("The rule '%s in part' cannot be kept: another rule determines %s already, the column would "
                                    + "depend on itself, or its values are not learnt as numbers or dates")
                            .formatted(rule.describe(table.columns()), RuleText.name(table.columns(), rule.target())));
        }
        rules.follow(rule.target(), from);
    }

    private boolean isComparable(final int a, final int b) {
        return samples.of(a) != null
                && samples.of(b) != null
                && Quantity.of(table.column(a).kind())
                        == Quantity.of(table.column(b).kind());
    }

    private void findEqual() {
        final List<Candidate> candidates = new ArrayList<>();
        for (int a = 0; a < table.columns().size(); a++) {
            for (int b = 0; b < a; b++) {
                if (isComparable(a, b)) {
                    addCandidates(candidates, a, b);
                }
            }
        }
        addMultiples(candidates);
        addOfTwo(candidates);
        // A product with 1 is a copy, too: what accounts for most rows comes first.
        candidates.sort(Comparator.comparingDouble(Candidate::gain).reversed());
        candidates.forEach(this::accept);
    }

    private void addMultiples(final List<Candidate> candidates) {
        for (final int target : numbers()) {
            for (final int source : numbers()) {
                // Of two columns, the later follows from the earlier one: the other way, the factor has more digits.
                if (source < target && isPossible(target, source)) {
                    formulas.multiples(target, source, taken(target), step(target))
                            .forEach(expression -> addCandidate(candidates, target, expression));
                }
            }
        }
    }

    private void addOfTwo(final List<Candidate> candidates) {
        for (final int target : numbers()) {
            final int[] sources = Arrays.stream(numbers())
                    .filter(source -> source != target && isPossible(target, source))
                    .toArray();
            formulas.ofTwo(target, sources, taken(target), step(target))
                    .forEach(expression -> addCandidate(candidates, target, expression));
        }
    }

    private int[] numbers() {
        return IntStream.range(0, table.columns().size())
                .filter(c ->
                        samples.of(c) != null && Quantity.of(table.column(c).kind()) == Quantity.NUMBER)
                .toArray();
    }

    private boolean[] taken(final int target) {
        return taken.computeIfAbsent(target, key -> new boolean[samples.size()]);
    }

    private void addCandidate(final List<Candidate> candidates, final int target, final Expression expression) {
        final FormulaRule formula = formula(target, expression);
        final double[] computed = samples.evaluate(formula);
        final int rows = coincidence.rows(target, computed, taken(target), step(target));
        if (rows > 0) {
            // Of the ways to write a sum, the one that gives the last column.
            final int[] from = expression.columns();
            final boolean isLast = from.length < 2 || target > from[from.length - 1];
            candidates.add(new Candidate(formula, computed, isLast ? rows : OTHER_ORDER * rows));
        }
    }

    /** Of two columns, the later one follows from the earlier one where it may: records tell things in their order. */
    private void addCandidates(final List<Candidate> candidates, final int later, final int earlier) {
        final boolean forward = isPossible(later, earlier);
        if (!forward && !isPossible(earlier, later)) {
            return;
        }
        final int target = forward ? later : earlier;
        final int source = forward ? earlier : later;
        final double step = step(target, source);
        final List<Coincidence.Distance> distances = coincidence.distances(target, source, step);
        for (final Coincidence.Distance distance : distances) {
            // Between far values the distance can be greater than any number.
            if (Double.isFinite(distance.value()) && Coincidence.standsOut(distance, distances)) {
                addCandidate(candidates, target, shifted(source, distance.value()));
            }
        }
    }

    private boolean isPossible(final int target, final int source) {
        return isTarget.test(target) && isSource.test(source) && rules.mayFollow(target, source);
    }

    private double step(final int column) {
        return table.column(column).step();
    }

    /** The finer grid of two columns, 0 where one has none. */
    private double step(final int a, final int b) {
        return Math.min(step(a), step(b));
    }

    private static Expression shifted(final int source, final double distance) {
        final Expression of = new ColumnValue(source);
        // Without a unit, times are counted in their own.
        return distance == 0 ? of : new Operation(distance < 0 ? '-' : '+', of, new Constant(Math.abs(distance)));
    }

    private FormulaRule formula(final int target, final Expression expression) {
        final double[] range = Arrays.stream(table.numbers(target))
                .filter(value -> !Double.isNaN(value))
                .toArray();
        return new FormulaRule(
                target,
                expression,
                null,
                Rounding.HALF_UP,
                step(target),
                Arrays.stream(range).min().orElse(0),
                Arrays.stream(range).max().orElse(0));
    }

    private void accept(final Candidate candidate) {
        final int target = candidate.formula().target();
        final boolean[] known = taken(target);
        final List<FormulaRule> others = equal.getOrDefault(target, List.of());
        if (others.size() >= MAX_EQUAL
                || !isFree(candidate.formula())
                || coincidence.rows(target, candidate.computed(), known, step(target)) == 0) {
            return;
        }
        take(candidate.formula(), candidate.computed());
        equal.computeIfAbsent(target, key -> new ArrayList<>()).add(candidate.formula());
        rules.follow(target, candidate.formula().expression().columns());
    }

    private void take(final FormulaRule formula, final double[] computed) {
        final double[] values = samples.of(formula.target());
        final boolean[] known = taken(formula.target());
        for (int i = 0; i < known.length; i++) {
            known[i] |= Coincidence.isSame(values[i], computed[i], step(formula.target()));
        }
    }

    private boolean isFree(final FormulaRule formula) {
        return rules.mayFollow(formula.target(), formula.expression().columns()) && rules.allows(formula);
    }

    private void findNear() {
        record Found(Near near, double information) {}
        final List<Found> found = new ArrayList<>();
        for (int a = 0; a < table.columns().size(); a++) {
            for (int b = 0; b < a; b++) {
                if (isComparable(a, b)) {
                    final boolean forward = isPossible(a, b);
                    if (forward || isPossible(b, a)) {
                        final FormulaRule formula = formula(forward ? a : b, shifted(forward ? b : a, 0));
                        final Closeness closeness = closeness(formula, true);
                        if (closeness != Closeness.NONE) {
                            found.add(new Found(new Near(formula, closeness), closeness.information()));
                        }
                    }
                }
            }
        }
        found.sort(Comparator.comparingDouble(Found::information).reversed());
        for (final Found each : found) {
            final FormulaRule formula = each.near().formula();
            if (!near.containsKey(formula.target()) && isFree(formula)) {
                near.put(formula.target(), each.near());
                rules.follow(formula.target(), formula.expression().columns());
            }
        }
    }

    /** @param proven whether the band must tell enough to be no chance */
    private Closeness closeness(final FormulaRule formula, final boolean proven) {
        final int target = formula.target();
        if (proven
                && DistinctValues.of(table, target, DistinctValues.FEW_NUMBERS).isPresent()) {
            return Closeness.NONE;
        }
        final double[] computed = samples.evaluate(formula);
        final double[] values = samples.of(target).clone();
        final boolean[] known = taken(target);
        for (int i = 0; i < values.length; i++) {
            if (known[i] || !samples.isTelling(target, i) || Coincidence.isSame(values[i], computed[i], step(target))) {
                values[i] = Double.NaN;
            }
        }
        return Closeness.of(
                values,
                computed,
                proven ? Closeness.MIN_INFORMATION : 0,
                Quantity.of(table.column(target).kind()) == Quantity.NUMBER);
    }

    /** The relations with the shares of all rows, and how the distances are distributed. */
    private Map<Integer, List<PartialRule>> counted() {
        final Map<Integer, List<PartialRule>> found = new TreeMap<>();
        IntStream.concat(
                        equal.keySet().stream().mapToInt(Integer::intValue),
                        near.keySet().stream().mapToInt(Integer::intValue))
                .distinct()
                .sorted()
                .forEach(target -> found.put(target, counted(target)));
        found.values().removeIf(List::isEmpty);
        return found;
    }

    private List<PartialRule> counted(final int target) {
        final double[] values = table.numbers(target);
        final boolean[] known = new boolean[values.length];
        final Near close = near.get(target);
        final List<FormulaRule> formulas = new ArrayList<>(equal.getOrDefault(target, List.of()));
        if (close != null && !formulas.contains(close.formula())) {
            formulas.add(close.formula());
        }
        final double[] shares = new double[formulas.size()];
        for (int f = 0; f < shares.length; f++) {
            final IntToDoubleFunction computed = formulas.get(f).numbers(table);
            for (int r = 0; r < values.length; r++) {
                if (!known[r] && Coincidence.isSame(values[r], computed.applyAsDouble(r), step(target))) {
                    known[r] = true;
                    shares[f]++;
                }
            }
            shares[f] /= values.length;
        }
        final List<PartialRule> counted = new ArrayList<>();
        for (int f = 0; f < shares.length; f++) {
            final FormulaRule formula = formulas.get(f);
            if (close == null || !formula.equals(close.formula())) {
                counted.add(new PartialRule(formula, false, new double[0], shares[f], 0));
                continue;
            }
            near(formula, close.closeness(), known, shares[f]).ifPresent(counted::add);
        }
        return counted;
    }

    /**
     * The rule that a column equals a formula or is close to it.
     *
     * @param known the rows in which the column equals this formula or another
     * @param share the share of the rows in which it equals this one
     */
    private Optional<PartialRule> near(
            final FormulaRule formula, final Closeness closeness, final boolean[] known, final double share) {
        final double[] values = table.numbers(formula.target());
        final IntToDoubleFunction computed = formula.numbers(table);
        final double[] own = new double[values.length];
        Arrays.setAll(own, r -> known[r] ? Double.NaN : values[r]);
        final double[] all = IntStream.range(0, values.length)
                .mapToDouble(computed::applyAsDouble)
                .toArray();
        final double[] edges = closeness.edges(own, all, step(formula.target()));
        if (edges.length < 2) {
            return share == 0
                    ? Optional.empty()
                    : Optional.of(new PartialRule(formula, false, new double[0], share, 0));
        }
        // A few equal values are as close as others.
        final double equalShare = share < MIN_EQUAL_SHARE ? 0 : share;
        final PartialRule draft = new PartialRule(formula, closeness.relative(), edges, equalShare, 0);
        int rows = 0;
        for (int r = 0; r < values.length; r++) {
            rows += draft.memberOf(values[r], all[r]) > (draft.hasEqual() ? 0 : -1) ? 1 : 0;
        }
        return Optional.of(
                new PartialRule(formula, draft.relative(), edges, equalShare, (double) rows / values.length));
    }
}
