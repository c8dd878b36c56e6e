// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.formula.ColumnValue;
import io.nifigan.formula.Expression;
import io.nifigan.formula.Operation;
import io.nifigan.formula.Rounding;
import io.nifigan.table.ColumnKind;
import java.util.ArrayList;
import java.util.Arrays;
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
    private static final int PROBES = 8;
    /** A target of fewer steps of its grid is known too roughly. */
    private static final double MIN_STEPS = 20;

    private static final int MIN_VALUES = 20;
    /** Differences in steps of the grid, or between such, that are more than errors of doubles. */
    private static final double MIN_SLACK = .1;

    /** Maximum numbers of comparisons for two and for three factors, half a second's work each. */
    private static final long MAX_WORK = 100_000_000;

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
        final int[] targets = Arrays.stream(columns).filter(this::hasManyValues).toArray();
        for (final int[][] forms : new int[][][] {TWO, ONE, THREE}) {
            work = 0;
            for (final int[] powers : forms) {
                for (final int target : targets) {
                    if (!search.isSettled(target)) {
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
        final double[] z = search.sample(target);
        final double step = search.step(target);
        // The rows in which rounding tells least.
        final int[] probes = IntStream.range(0, z.length)
                .filter(i -> Math.abs(z[i]) > MIN_STEPS * step && isComplete(i))
                .boxed()
                .sorted((i, j) -> Double.compare(Math.abs(z[j]), Math.abs(z[i])))
                .mapToInt(Integer::intValue)
                .toArray();
        if (probes.length < PROBES) {
            return;
        }
        // The largest values may all be the same: spread over the upper half.
        final int[] chosen = IntStream.range(0, PROBES)
                .map(i -> probes[i * (probes.length / 2) / PROBES])
                .toArray();
        final double[] logs = new double[PROBES];
        final double[] tolerances = new double[PROBES];
        for (int i = 0; i < PROBES; i++) {
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
        choose(target, powers, possible, probed, logs, tolerances, new int[powers.length], 0);
    }

    /** Chooses the factors one after the other; the last is found by what is left. */
    private boolean choose(
            final int target,
            final int[] powers,
            final List<Factor> possible,
            final double[][] probed,
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
        for (int f = from; f < probed.length && work < MAX_WORK; f++) {
            final int column = possible.get(f).column();
            boolean used = false;
            for (int k = 0; k < count; k++) {
                used |= possible.get(chosen[k]).column() == column;
            }
            if (used) {
                continue;
            }
            chosen[count] = f;
            final double[] own = probed[f];
            if (last) {
                int i = 1;
                while (i < own.length && Math.abs(left[i] - power * own[i]) <= tolerances[i]) {
                    i++;
                }
                work += i;
                if (i == own.length && accept(target, powers, possible, chosen)) {
                    return true;
                }
            } else {
                final double[] rest = new double[left.length];
                for (int i = 0; i < rest.length; i++) {
                    rest[i] = left[i] - power * own[i];
                }
                work += rest.length;
                if (choose(target, powers, possible, probed, rest, tolerances, chosen, count + 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean accept(final int target, final int[] powers, final List<Factor> possible, final int... chosen) {
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
                .mapToDouble(
                        rounding -> LinearRules.factor(
                                search, search.sample(target), values, search.step(target), rounding))
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
