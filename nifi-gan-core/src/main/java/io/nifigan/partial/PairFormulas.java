// SPDX-License-Identifier: Apache-2.0
package io.nifigan.partial;

import io.nifigan.formula.ColumnValue;
import io.nifigan.formula.Constant;
import io.nifigan.formula.Expression;
import io.nifigan.formula.Operation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;

/**
 * Formulas that a number may equal in part of the rows, guessed from the rows: another number times a factor, or the
 * sum, the difference or the product of two others. {@link Coincidence} tests them.
 */
final class PairFormulas {
    private static final double MIN_EVIDENCE = 20;
    private static final double MIN_SHARE = .02;
    /** A factor is known to three digits where the number has so many steps of its grid. */
    private static final double MIN_STEPS = 500;

    /** The last bits of a double, of which the first tells two thousandths. */
    private static final int BUCKET_BITS = 43;

    private static final int MAX_DIGITS = 4;
    private static final int MAX_FACTORS = 3;
    /** Work of the search for pairs of sources: about a second. */
    private static final long MAX_VISITS = 100_000_000;

    private static final int MIN_ROWS = 200;

    private final ColumnSamples samples;

    PairFormulas(final ColumnSamples samples) {
        this.samples = samples;
    }

    /**
     * The most frequent factors between a number and another, each with as few digits as the grid allows.
     *
     * @param taken the sampled rows that are accounted for
     * @param step the grid of the number; without one there are no factors
     */
    List<Expression> multiples(final int target, final int source, final boolean[] taken, final double step) {
        final double[] a = samples.of(target);
        final double[] b = samples.of(source);
        final Map<Long, List<Integer>> byFactor = new HashMap<>();
        for (int i = 0; i < a.length && step > 0; i++) {
            final double factor = a[i] / b[i];
            if (!taken[i]
                    && samples.isTelling(target, i)
                    && Math.abs(a[i]) >= MIN_STEPS * step
                    && Double.isFinite(factor)
                    && a[i] != b[i]) {
                byFactor.computeIfAbsent(bucket(factor), key -> new ArrayList<>())
                        .add(i);
            }
        }
        final List<Expression> found = new ArrayList<>();
        byFactor.values().stream()
                .filter(rows -> rows.size() * samples.scale() >= MIN_EVIDENCE && rows.size() >= MIN_SHARE * a.length)
                .sorted(Comparator.comparingInt((List<Integer> rows) -> rows.size())
                        .reversed())
                .limit(MAX_FACTORS)
                .forEach(rows -> {
                    final double factor = shortest(a, b, rows, step);
                    if (!Double.isNaN(factor)) {
                        found.add(new Operation('*', new Constant(factor), new ColumnValue(source)));
                    }
                });
        return found;
    }

    /** A number that factors within some thousandths of each other share. */
    private static long bucket(final double factor) {
        return Double.doubleToLongBits(factor) + (1L << BUCKET_BITS - 1) >> BUCKET_BITS;
    }

    /** The factor with the fewest digits that gives most of some rows; NaN for none. */
    private static double shortest(final double[] a, final double[] b, final List<Integer> rows, final double step) {
        final double[] factors =
                rows.stream().mapToDouble(i -> a[i] / b[i]).sorted().toArray();
        for (int digits = 1; digits <= MAX_DIGITS; digits++) {
            final double factor = rounded(factors[factors.length / 2], digits);
            final long given = rows.stream()
                    .filter(i -> Math.abs(factor * b[i] - a[i]) <= step * .51)
                    .count();
            if (2 * given > rows.size()) {
                return factor;
            }
        }
        return Double.NaN;
    }

    private static double rounded(final double value, final int digits) {
        return new BigDecimal(value).round(new MathContext(digits)).doubleValue();
    }

    /**
     * The sums, differences and products of two of some numbers that equal another in enough rows that are not
     * accounted for.
     *
     * @param sources the columns of numbers to combine
     */
    List<Expression> ofTwo(final int target, final int[] sources, final boolean[] taken, final double step) {
        final long combinations = 4L * samples.columns() * sources.length * sources.length / 2;
        final List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            if (!taken[i] && samples.isTelling(target, i) && samples.of(target)[i] != 0) {
                rows.add(i);
            }
        }
        final int used = (int) Math.min(rows.size(), MAX_VISITS / Math.max(1, combinations));
        final List<Expression> found = new ArrayList<>();
        if (used < MIN_ROWS || step == 0) {
            return found;
        }
        for (int i = 0; i < sources.length; i++) {
            for (int j = 0; j < i; j++) {
                final int b = sources[j];
                final int c = sources[i];
                if (b != target && c != target) {
                    add(found, target, '+', b, c, Double::sum, rows.subList(0, used), step);
                    add(found, target, '-', b, c, (x, y) -> x - y, rows.subList(0, used), step);
                    add(found, target, '-', c, b, (x, y) -> x - y, rows.subList(0, used), step);
                    add(found, target, '*', b, c, (x, y) -> x * y, rows.subList(0, used), step);
                }
            }
        }
        return found;
    }

    private void add(
            final List<Expression> found,
            final int target,
            final char sign,
            final int b,
            final int c,
            final DoubleBinaryOperator operator,
            final List<Integer> rows,
            final double step) {
        final double[] z = samples.of(target);
        final double[] x = samples.of(b);
        final double[] y = samples.of(c);
        int equal = 0;
        final Set<Double> others = new HashSet<>();
        for (final int i : rows) {
            // With 0, or 1 times, nothing is said that a copy would not say.
            if (y[i] != 0
                    && x[i] != 0
                    && x[i] != z[i]
                    && y[i] != z[i]
                    && Math.abs(operator.applyAsDouble(x[i], y[i]) - z[i]) <= step * .51) {
                equal++;
                others.add(y[i]);
            }
        }
        // A single value of the other column is a distance or a factor.
        if (equal >= MIN_SHARE * rows.size() && others.size() > 3) {
            found.add(new Operation(sign, new ColumnValue(b), new ColumnValue(c)));
        }
    }
}
