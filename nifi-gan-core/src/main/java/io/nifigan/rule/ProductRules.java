// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.formula.ColumnValue;
import io.nifigan.formula.Expression;
import io.nifigan.formula.Operation;
import io.nifigan.formula.Rounding;
import io.nifigan.table.ColumnKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds numbers that are products or quotients of up to three others, up to a factor: quantity times price, with a
 * discount or a tax rate as {@code 1 - x} or {@code 1 + x}, weight by height squared.
 *
 * <p>In logarithms products are sums. So a few rows, in which the target has the most digits, tell quickly which
 * factors do not fit; what is left is tested on all rows.
 */
final class ProductRules {
    private static final int MAX_COLUMNS = 300;
    /** Rows that a candidate must fit before it is tested on more; fewer where many rows lack a value. */
    private static final int PROBES = 24;

    private static final int PROBES_WHERE_KNOWN = 8;
    /** A target of fewer steps of its grid is known too roughly. */
    private static final double MIN_STEPS = 20;

    private static final int MIN_VALUES = 20;
    /** Differences in steps of the grid, or between such, that are more than errors of doubles. */
    private static final double MIN_SLACK = .1;

    /** Maximum numbers of comparisons for two and for three factors, a second's work each. */
    private static final long MAX_WORK = 40_000_000;
    /** The comparisons of one search among sorted factors. */
    private static final int SEARCH_WORK = 20;

    /** Powers of one factor alone, of two and of three. */
    private static final int[][] ONE = {{2}, {3}, {-1}, {-2}};

    private static final int[][] TWO = {{1, 1}, {1, -1}, {-1, 1}, {1, 2}, {2, 1}, {1, -2}, {-2, 1}};
    private static final int[][] THREE = {
        {1, 1, 1}, {1, 1, -1}, {1, -1, 1}, {-1, 1, 1}, {1, -1, -1}, {-1, 1, -1}, {-1, -1, 1}
    };

    /** A possible factor: a column, or one plus or minus a share or percentage. */
    private record Factor(int column, Expression expression, double[] logs) {}

    private final FormulaSearch search;
    private final List<Factor> factors = new ArrayList<>();
    private long work;
    /** The number of columns that have a value in each sampled row, and how many a quarter of the rows reach. */
    private int[] present;

    private int enough;

    private ProductRules(final FormulaSearch search) {
        this.search = search;
    }

    /** Adds the rules of a table. */
    static void find(final FormulaSearch search) {
        new ProductRules(search).find();
    }

    private void find() {
        final int[] columns =
                Arrays.stream(search.columns(this::isNumber)).limit(MAX_COLUMNS).toArray();
        for (final int c : columns) {
            addFactors(c);
        }
        countPresent(columns);
        search.allowRearranging();
        final int[] targets = Arrays.stream(columns).filter(this::hasManyValues).toArray();
        for (final int[][] forms : new int[][][] {TWO, ONE, THREE}) {
            work = 0;
            for (final int[] powers : forms) {
                for (final int target : targets) {
                    // Three factors are many, so that they are sought only for what has gaps itself.
                    if (!search.isSettled(target) && (forms != THREE || search.concerns(target))) {
                        find(target, powers);
                    }
                }
            }
        }
    }

    /** Whether a sampled row may be a probe: where values are missing, one of those that have most columns. */
    private boolean isComplete(final int row) {
        return !search.isWhereKnown() || present[row] >= enough;
    }

    private void countPresent(final int... columns) {
        present = new int[search.size()];
        for (final int c : columns) {
            final double[] values = search.sample(c);
            for (int i = 0; i < present.length; i++) {
                present[i] += Double.isNaN(values[i]) ? 0 : 1;
            }
        }
        final int[] sorted = Arrays.stream(present).sorted().toArray();
        enough = sorted.length == 0 ? 0 : sorted[sorted.length * 3 / 4];
    }

    private boolean isNumber(final int column) {
        final ColumnKind kind = search.table().column(column).kind();
        return kind == ColumnKind.INTEGER || kind == ColumnKind.DECIMAL;
    }

    private boolean hasManyValues(final int column) {
        return Arrays.stream(search.sample(column))
                        .filter(x -> !Double.isNaN(x))
                        .distinct()
                        .limit(MIN_VALUES)
                        .count()
                >= MIN_VALUES;
    }

    private void addFactors(final int column) {
        final double[] values = search.sample(column);
        final double min =
                Arrays.stream(values).filter(x -> !Double.isNaN(x)).min().orElse(-1);
        final double max =
                Arrays.stream(values).filter(x -> !Double.isNaN(x)).max().orElse(-1);
        final Expression plain = Terms.column(column);
        add(column, plain, values);
        // A column of flags has no rate; with the constant factor it would be one of two numbers.
        if (min >= 0 && max > 0 && max <= 100 && hasManyRates(values)) {
            final boolean share = max <= 1;
            final Expression rate = share ? plain : Terms.over(plain, Terms.constant(100));
            final double unit = share ? 1 : 100;
            add(
                    column,
                    Terms.minus(Terms.constant(1), rate),
                    Arrays.stream(values).map(x -> 1 - x / unit).toArray());
            add(
                    column,
                    Terms.plus(Terms.constant(1), rate),
                    Arrays.stream(values).map(x -> 1 + x / unit).toArray());
        }
    }

    private static boolean hasManyRates(final double... values) {
        return Arrays.stream(values)
                        .filter(x -> !Double.isNaN(x))
                        .distinct()
                        .limit(3)
                        .count()
                > 2;
    }

    private void add(final int column, final Expression expression, final double... values) {
        factors.add(new Factor(
                column,
                expression,
                Arrays.stream(values).map(x -> Math.log(Math.abs(x))).toArray()));
    }

    private void find(final int target, final int... powers) {
        final int wanted = search.isWhereKnown() ? PROBES_WHERE_KNOWN : PROBES;
        final double[] z = search.sample(target);
        final double step = search.step(target);
        // The rows in which rounding tells least.
        final int[] probes = IntStream.range(0, z.length)
                .filter(i -> Math.abs(z[i]) > MIN_STEPS * step && isComplete(i))
                .boxed()
                .sorted((i, j) -> Double.compare(Math.abs(z[j]), Math.abs(z[i])))
                .mapToInt(Integer::intValue)
                .toArray();
        if (probes.length < wanted) {
            return;
        }
        // The largest values may all be the same: spread over the upper half.
        final int[] chosen = IntStream.range(0, wanted)
                .map(i -> probes[i * (probes.length / 2) / wanted])
                .toArray();
        final double[] logs = new double[wanted];
        final double[] tolerances = new double[wanted];
        for (int i = 0; i < wanted; i++) {
            logs[i] = Math.log(Math.abs(z[chosen[i]])) - Math.log(Math.abs(z[chosen[0]]));
            tolerances[i] = 1e-6 + 1.1 * step * (1 / Math.abs(z[chosen[i]]) + 1 / Math.abs(z[chosen[0]]));
        }
        final List<Factor> possible = factors.stream()
                .filter(factor -> factor.column() != target
                        && Arrays.stream(chosen).allMatch(i -> Double.isFinite(factor.logs()[i])))
                .toList();
        final double[][] probed = possible.stream()
                .map(factor -> Arrays.stream(chosen)
                        .mapToDouble(i -> factor.logs()[i] - factor.logs()[chosen[0]])
                        .toArray())
                .toArray(double[][]::new);
        choose(target, powers, possible, new Probed(probed), logs, tolerances, new int[powers.length], 0);
    }

    /** Chooses the factors one after the other; the last is found by what is left. */
    private boolean choose(
            final int target,
            final int[] powers,
            final List<Factor> possible,
            final Probed probed,
            final double[] left,
            final double[] tolerances,
            final int[] chosen,
            final int count) {
        final int power = powers[count];
        final boolean last = count == powers.length - 1;
        // Factors with the same power are taken in one order only.
        int from = 0;
        for (int k = 0; k < count; k++) {
            from = powers[k] == power ? Math.max(from, chosen[k] + 1) : from;
        }
        if (last) {
            work += SEARCH_WORK;
            for (final int f : probed.near(left[1] / power, tolerances[1] / Math.abs(power))) {
                chosen[count] = f;
                if (f >= from
                        && !isUsed(possible, chosen, count)
                        && probed.fits(f, power, left, tolerances)
                        && accept(target, powers, possible, chosen)) {
                    return true;
                }
            }
            return false;
        }
        for (int f = from; f < probed.values().length && work < MAX_WORK; f++) {
            chosen[count] = f;
            if (!isUsed(possible, chosen, count) && mayFollow(probed, powers, count, left, tolerances, f)) {
                final double[] rest = new double[left.length];
                for (int i = 0; i < rest.length; i++) {
                    rest[i] = left[i] - power * probed.values()[f][i];
                }
                work += rest.length;
                if (choose(target, powers, possible, probed, rest, tolerances, chosen, count + 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether there is a last factor, where the one after this is the last, that fits the second row. */
    private boolean mayFollow(
            final Probed probed,
            final int[] powers,
            final int count,
            final double[] left,
            final double[] tolerances,
            final int factor) {
        if (count < powers.length - 2) {
            return true;
        }
        work += SEARCH_WORK;
        final int power = powers[count + 1];
        return probed.near(
                                (left[1] - powers[count] * probed.values()[factor][1]) / power,
                                tolerances[1] / Math.abs(power))
                        .length
                > 0;
    }

    /** Whether the column of the last chosen factor is that of an earlier one. */
    private static boolean isUsed(final List<Factor> possible, final int[] chosen, final int count) {
        for (int k = 0; k < count; k++) {
            if (possible.get(chosen[k]).column() == possible.get(chosen[count]).column()) {
                return true;
            }
        }
        return false;
    }

    /** The logarithms of factors in a few rows, {@code [factors][rows]}, less those of the first row. */
    private static final class Probed {
        private static final int[] NONE = {};

        private final double[][] values;
        /** The factors by their logarithm in the second row, and these. */
        private final int[] byValue;

        private final double[] sorted;

        Probed(final double[][] values) {
            this.values = values;
            this.byValue = IntStream.range(0, values.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(f -> values[f][1]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            this.sorted = Arrays.stream(byValue).mapToDouble(f -> values[f][1]).toArray();
        }

        double[][] values() {
            return values;
        }

        /** The factors with about a logarithm in the second row, ascending. */
        int[] near(final double value, final double tolerance) {
            final int found = Arrays.binarySearch(sorted, value - tolerance);
            int first = found < 0 ? -found - 1 : found;
            while (found >= 0 && first > 0 && sorted[first - 1] == sorted[first]) {
                first--;
            }
            int end = first;
            while (end < sorted.length && sorted[end] <= value + tolerance) {
                end++;
            }
            if (first == end) {
                return NONE;
            }
            final int[] near = Arrays.copyOfRange(byValue, first, end);
            Arrays.sort(near);
            return near;
        }

        boolean fits(final int factor, final int power, final double[] left, final double[] tolerances) {
            final double[] own = values[factor];
            for (int i = 1; i < own.length; i++) {
                if (Math.abs(left[i] - power * own[i]) > tolerances[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private boolean accept(final int target, final int[] powers, final List<Factor> possible, final int... chosen) {
        if (!search.concerns(
                        Arrays.stream(chosen).map(f -> possible.get(f).column()).toArray())
                && !search.concerns(target)) {
            return false;
        }
        work += search.size();
        final Expression product = relation(
                target, powers, Arrays.stream(chosen).mapToObj(possible::get).toList());
        return product != null
                && (acceptQuotient(target, product, powers, possible, chosen) || search.accept(target, product, null));
    }

    /** The product of powers of factors by which a column may be computed, null where none is near. */
    private Expression relation(final int target, final int[] powers, final List<Factor> parts) {
        Expression above = null;
        Expression below = null;
        for (int k = 0; k < powers.length; k++) {
            final Expression own = parts.get(k).expression();
            final Expression part =
                    Math.abs(powers[k]) == 1 ? own : new Operation('^', own, Terms.constant(Math.abs(powers[k])));
            if (powers[k] > 0) {
                above = above == null ? part : new Operation('*', above, part);
            } else {
                below = below == null ? part : new Operation('*', below, part);
            }
        }
        final Expression product =
                below == null ? above : above == null ? Terms.over(Terms.constant(1), below) : Terms.over(above, below);
        final double[] values = search.evaluate(product, null);
        final double factor = Stream.of(Rounding.HALF_UP, Rounding.DOWN, Rounding.UP)
                .mapToDouble(rounding ->
                        LinearRules.factor(search, search.sample(target), values, search.step(target), rounding))
                .filter(found -> !Double.isNaN(found) && found != 0)
                .findFirst()
                .orElse(Double.NaN);
        if (Double.isNaN(factor)) {
            return null;
        }
        return Terms.scaled(factor, product);
    }

    /**
     * Adds the rule for a factor of a product instead, where that was rounded: hits = total * rate, rounded, follows
     * from rate = hits / total, rounded, but not the other way round.
     */
    private boolean acceptQuotient(
            final int target,
            final Expression product,
            final int[] powers,
            final List<Factor> possible,
            final int... chosen) {
        final double slack = search.slack(target, product);
        final Factor plain = possibleTarget(target);
        for (int k = 0; k < powers.length && slack > MIN_SLACK && plain != null; k++) {
            final Factor other = possible.get(chosen[k]);
            if (powers[k] == 1
                    && other.expression() instanceof ColumnValue
                    && !search.graph().isDefined(other.column())) {
                final int[] inverse = new int[powers.length];
                final List<Factor> parts = new ArrayList<>();
                for (int i = 0; i < powers.length; i++) {
                    inverse[i] = i == k ? 1 : -powers[i];
                    parts.add(i == k ? plain : possible.get(chosen[i]));
                }
                final Expression quotient = relation(other.column(), inverse, parts);
                if (quotient != null
                        && search.slack(other.column(), quotient) > slack + MIN_SLACK
                        && search.accept(other.column(), quotient, null)) {
                    return true;
                }
            }
        }
        return false;
    }

    private Factor possibleTarget(final int target) {
        return factors.stream()
                .filter(factor -> factor.column() == target && factor.expression() instanceof ColumnValue)
                .findFirst()
                .orElse(null);
    }
}
