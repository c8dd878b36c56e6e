// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.formula.Expression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Finds numbers that are sums of any number of others with factors and a constant: totals, shares that make 100,
 * weighted means, flags of which exactly one is set.
 *
 * <p>It takes columns that are missing in the same rows, and takes from each what those before it explain
 * (Gram-Schmidt). What is left of a column that is a sum of others is no more than its rounding. The factors of the sum
 * are then replaced by the simplest numbers near them, and tested on all rows.
 */
final class LinearSystems {
    private static final int MAX_COLUMNS = 400;
    private static final int MAX_TERMS = 12;
    private static final double MAX_MISSING = .2;
    /** Sampled rows for each column: fewer would be fitted by chance. */
    private static final int ROWS_PER_COLUMN = 3;

    private static final int SPARE_ROWS = 20;
    /** Maximum residual of a linear relation without rounding, as a share of the column's standard deviation. */
    private static final double EXACT = 1e-7;
    /** A grid this coarse, in standard deviations, hides any relation. */
    private static final double MAX_COARSE = .25;

    private static final int[] DIVISORS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 16, 20, 24, 30, 60, 100, 1_000};
    private static final int MAX_DECIMALS = 6;
    private static final double MAX_FACTOR = 1e4;
    /** Maximum number of products, about a second's work. */
    private static final long MAX_WORK = 1_000_000_000;

    private final FormulaSearch search;
    /** The sampled rows in which all columns of the group have a value. */
    private int[] rows;

    private final Map<Integer, double[]> scaled = new HashMap<>();
    private final Map<Integer, Double> deviations = new HashMap<>();

    private LinearSystems(final FormulaSearch search) {
        this.search = search;
    }

    /** Adds the rules of a table. */
    static void find(final FormulaSearch search) {
        final Map<Integer, List<Integer>> groups = new TreeMap<>();
        for (final int c : search.columns(c -> !search.isTime(c))) {
            final double[] sample = search.sample(c);
            if (search.isWhereKnown()) {
                // Columns that are there in most rows are there together in many.
                if (Arrays.stream(sample).filter(Double::isNaN).count() <= MAX_MISSING * sample.length) {
                    groups.computeIfAbsent(0, key -> new ArrayList<>()).add(c);
                }
                continue;
            }
            final int missing = Arrays.hashCode(IntStream.range(0, sample.length)
                    .filter(i -> Double.isNaN(sample[i]))
                    .toArray());
            groups.computeIfAbsent(missing, key -> new ArrayList<>()).add(c);
        }
        groups.values().stream()
                .filter(group -> group.size() > 1)
                .forEach(group -> new LinearSystems(search).find(group));
    }

    private void find(final List<Integer> group) {
        rows = IntStream.range(0, search.size())
                .filter(i -> group.stream().noneMatch(c -> Double.isNaN(search.sample(c)[i])))
                .toArray();
        final int max = Math.min(MAX_COLUMNS, (rows.length - SPARE_ROWS) / ROWS_PER_COLUMN);
        group.forEach(this::scale);
        // Each round takes the columns that are known to be computed after those that they are computed from.
        for (long work = 0; work < MAX_WORK; work += (long) group.size() * group.size() * rows.length) {
            if (!project(group.stream()
                    .filter(c -> deviations.get(c) > 0)
                    // Coarse numbers come last, as they are the rounded ones.
                    .sorted(Comparator.<Integer, Boolean>comparing(search.graph()::isDefined)
                            .thenComparingDouble(this::coarseness))
                    .limit(Math.max(0, max))
                    .toList())) {
                return;
            }
        }
    }

    /** Projects columns in an order; returns true as soon as one that others were projected on is computed. */
    private boolean project(final List<Integer> ordered) {
        final Projection projection = new Projection();
        for (final int c : ordered) {
            final double[] factors = projection.add(c, scaled.get(c), tolerance(c));
            if (factors != null
                    && !search.graph().isDefined(c)
                    && accept(c, projection.columns(), factors)
                            .filter(target -> target != c)
                            .isPresent()) {
                return true;
            }
        }
        return false;
    }

    private void scale(final int column) {
        final double[] sample = search.sample(column);
        final double mean =
                Arrays.stream(rows).mapToDouble(i -> sample[i]).average().orElse(0);
        final double[] centred =
                Arrays.stream(rows).mapToDouble(i -> sample[i] - mean).toArray();
        final double deviation =
                Math.sqrt(Arrays.stream(centred).map(x -> x * x).average().orElse(0));
        deviations.put(column, deviation);
        scaled.put(column, Arrays.stream(centred).map(x -> x / deviation).toArray());
    }

    private double coarseness(final int column) {
        return search.step(column) / deviations.get(column);
    }

    /** How much may be left of a column, in standard deviations, where it is a sum of others. */
    private double tolerance(final int column) {
        return coarseness(column) <= MAX_COARSE ? Math.max(EXACT, coarseness(column)) : EXACT;
    }

    /** The column that is computed, where the relation of a dependent column holds in all rows. */
    private Optional<Integer> accept(final int dependent, final List<Integer> columns, final double[] factors) {
        final double least = Math.max(1e-6, tolerance(dependent) > EXACT ? .3 * tolerance(dependent) : 0);
        final List<Integer> members = new ArrayList<>(List.of(dependent));
        for (int i = 0; i < factors.length; i++) {
            if (Math.abs(factors[i]) > least) {
                members.add(columns.get(i));
            }
        }
        if (members.size() < 2 || members.size() > MAX_TERMS + 1) {
            return Optional.empty();
        }
        final Map<Integer, double[]> solved = new HashMap<>();
        for (final int target : members) {
            if (!search.graph().isDefined(target)) {
                final double[] found = solve(target, without(members, target));
                if (found != null) {
                    solved.put(target, found);
                }
            }
        }
        // A total with all its parts is what a person would write, then what has the coarsest grid, then the last.
        final Optional<Integer> computed = acceptOne(members, solved);
        if (computed.isPresent()) {
            search.addRearrangement(() -> acceptOne(members, solved).isPresent());
        }
        return computed;
    }

    private Optional<Integer> acceptOne(final List<Integer> members, final Map<Integer, double[]> solved) {
        return solved.keySet().stream()
                .sorted(Comparator.<Integer, Boolean>comparing(
                                target -> Arrays.stream(solved.get(target)).anyMatch(factor -> factor < 0))
                        .thenComparing(target -> -search.step(target))
                        .thenComparing(target -> -target))
                .filter(target -> accept(target, without(members, target), solved.get(target)))
                .findFirst();
    }

    private static int[] without(final List<Integer> members, final int target) {
        return members.stream()
                .mapToInt(Integer::intValue)
                .filter(c -> c != target)
                .sorted()
                .toArray();
    }

    /** The factors of a target in units of the columns; null where it is no sum of them. */
    private double[] solve(final int target, final int... from) {
        final Projection projection = new Projection();
        for (final int c : from) {
            if (projection.add(c, scaled.get(c), EXACT) != null) {
                return null;
            }
        }
        final double[] factors = projection.add(target, scaled.get(target), tolerance(target));
        for (int i = 0; factors != null && i < factors.length; i++) {
            factors[i] *= deviations.get(target) / deviations.get(from[i]);
        }
        return factors;
    }

    /** Tries simple numbers near the factors, simplest first. */
    private boolean accept(final int target, final int[] from, final double[] factors) {
        final double[] noise = Arrays.stream(from)
                .mapToDouble(c -> 3 * search.step(target) / deviations.get(c) / Math.sqrt(rows.length))
                .toArray();
        for (int i = 0; i < noise.length; i++) {
            noise[i] += 1e-6 * Math.abs(factors[i]);
        }
        // A mean is a sum that is divided, weights are decimals, and all else is what it is.
        return acceptDivided(target, from, factors, noise, true)
                || acceptDecimals(target, from, factors, noise)
                || acceptDivided(target, from, factors, noise, false);
    }

    private boolean acceptDivided(
            final int target, final int[] from, final double[] factors, final double[] noise, final boolean means) {
        for (final int divisor : DIVISORS) {
            final double[] whole = rounded(factors, noise, divisor);
            if (whole != null
                    && (divisor == 1 || !means || Arrays.stream(whole).allMatch(x -> Math.abs(x) == 1))
                    && accept(target, from, whole, divisor)) {
                return true;
            }
        }
        return false;
    }

    private boolean acceptDecimals(final int target, final int[] from, final double[] factors, final double[] noise) {
        double scale = 10;
        for (int decimals = 1; decimals <= MAX_DECIMALS; decimals++, scale *= 10) {
            final double power = scale;
            final double[] whole = rounded(factors, noise, power);
            if (whole != null
                    && accept(
                            target,
                            from,
                            Arrays.stream(whole).map(x -> x / power).toArray(),
                            1)) {
                return true;
            }
        }
        return false;
    }

    /** The factors times a number, as whole numbers; null where they are not near such. */
    private static double[] rounded(final double[] factors, final double[] noise, final double times) {
        final double[] whole = new double[factors.length];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = Math.rint(factors[i] * times);
            if (whole[i] == 0
                    || Math.abs(whole[i]) > Math.max(MAX_FACTOR, times)
                    || Math.abs(whole[i] - factors[i] * times) > noise[i] * times) {
                return null;
            }
        }
        return whole;
    }

    private boolean accept(final int target, final int[] from, final double[] factors, final int divisor) {
        final Expression sum = Terms.sum(from, factors, 0);
        if (divisor > 1) {
            return search.acceptWithConstant(target, Terms.over(sum, Terms.constant(divisor)), null);
        }
        return search.acceptWithConstant(target, constant -> Terms.sum(from, factors, constant));
    }
}
