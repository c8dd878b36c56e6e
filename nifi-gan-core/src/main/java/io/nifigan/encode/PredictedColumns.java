// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.common.RandomStream;
import io.nifigan.partial.PartialRule;
import io.nifigan.predict.Lattice;
import io.nifigan.predict.Prediction;
import io.nifigan.predict.PredictionFinder;
import io.nifigan.rule.CombinationRule;
import io.nifigan.rule.FormulaRule;
import io.nifigan.rule.NullRule;
import io.nifigan.rule.PlaceRule;
import io.nifigan.rule.Rule;
import io.nifigan.rule.RuleSet;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The fitter of {@link PredictedEncoding}s: it puts them in the place of those of numbers that others nearly determine.
 */
final class PredictedColumns {
    /** A number of fewer values is learnt value by value. */
    private static final int MIN_DISTINCT = 20;

    private final Table rows;
    private final Encoding[] encodings;
    private final RuleSet rules;
    private final int minimumCount;
    /**
     * The columns that are close to others in part of the rows, until it is decided whether a prediction replaces that
     * relation.
     */
    private final BitSet undecided = new BitSet();

    /**
     * @param rows the training rows
     * @param encodings one a column; those of predicted numbers are replaced
     * @param minimumCount minimum number of rows for a value to be encoded by itself
     */
    PredictedColumns(final Table rows, final Encoding[] encodings, final RuleSet rules, final int minimumCount) {
        this.rows = rows;
        this.encodings = encodings;
        this.rules = rules;
        this.minimumCount = minimumCount;
    }

    /**
     * Replaces encodings.
     *
     * @param isFree whether a column is in no optional group, and tells nothing of other fields
     * @param determines whether other columns are looked up by a column
     * @param sample the data to fit an encoding to
     */
    void fit(final IntPredicate isFree, final IntPredicate determines, final IntFunction<ColumnSample> sample) {
        final BitSet ruled = new BitSet();
        for (final Rule rule : rules.kept()) {
            if (rule instanceof FormulaRule || rule instanceof PlaceRule || rule instanceof CombinationRule) {
                Arrays.stream(rule.columns()).forEach(ruled::set);
            }
        }
        final Map<Integer, NumberEncoding> numbers = new HashMap<>();
        final List<PredictionFinder.Target> targets = new ArrayList<>();
        for (int c = 0; c < encodings.length; c++) {
            if (mayBePredicted(encodings[c])
                    && isFree.test(c)
                    && !determines.test(c)
                    && !ruled.get(c)
                    && Arrays.stream(rows.numbers(c))
                                    .distinct()
                                    .limit(MIN_DISTINCT)
                                    .count()
                            == MIN_DISTINCT
                    && !sample.apply(c).isElement()) {
                final ColumnSample of = sample.apply(c);
                final NumberEncoding number = NumberFitter.fitContinuous(
                        of.numbers(), of.range(), of.column().step(), minimumCount);
                if (number.hasOthers() && number.othersShare() > 0) {
                    numbers.put(c, number);
                    targets.add(new PredictionFinder.Target(
                            c, ranks(c, number, rows.numbers(c)), encodings[c] instanceof PartialEncoding));
                }
            }
        }
        numbers.keySet().stream()
                .filter(c -> encodings[c] instanceof PartialEncoding)
                .forEach(undecided::set);
        final BitSet inputs = new BitSet();
        IntStream.range(0, encodings.length)
                .filter(c -> isFree.test(c) && !encodings[c].isGenerated())
                .forEach(inputs::set);
        PredictionFinder.find(rows, targets, inputs, this::sources, (column, error) -> {
                    final boolean better = !(encodings[column] instanceof PartialEncoding partial)
                            || error < distance(column, partial, numbers.get(column));
                    undecided.set(column, better && undecided.get(column));
                    return better;
                })
                .forEach((column, prediction) -> encodings[column] = PredictedEncoding.of(
                        numbers.get(column),
                        prediction,
                        rows.numbers(column),
                        prediction.ranks(rows),
                        rows.column(column).step(),
                        minimumCount,
                        lattice(column, prediction),
                        new RandomStream(column)));
    }

    /**
     * Whether a column is a number that follows from nothing, or is only found to be close to others at times. A value
     * that is that of others at times stays so.
     */
    private boolean mayBePredicted(final Encoding encoding) {
        return encoding instanceof NumberEncoding
                || encoding instanceof PartialEncoding partial
                        && partial.own() instanceof NumberEncoding
                        && partial.rules().stream()
                                .noneMatch(
                                        rule -> rule.hasEqual() || rules.nears().contains(rule.formula()));
    }

    private double[] ranks(final int column, final NumberEncoding number, final double[] values) {
        final double step = rows.column(column).step();
        return Arrays.stream(values)
                .map(value -> PredictedEncoding.middleRank(number, value, step))
                .toArray();
    }

    /** The median distance of a number's rank from that of the nearest of the formulas that it is close to at times. */
    private double distance(final int column, final PartialEncoding partial, final NumberEncoding number) {
        final double[] ranks = ranks(column, number, rows.numbers(column));
        final double[] nearest = new double[ranks.length];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        for (final PartialRule rule : partial.rules()) {
            final double[] computed = new double[ranks.length];
            Arrays.setAll(computed, rule.formula().numbers(rows)::applyAsDouble);
            final double[] others = ranks(column, number, computed);
            for (int r = 0; r < ranks.length; r++) {
                final double distance = Math.abs(ranks[r] - others[r]);
                nearest[r] = Double.isNaN(distance) ? nearest[r] : Math.min(nearest[r], distance);
            }
        }
        return Arrays.stream(nearest)
                .sorted()
                .skip(nearest.length / 2)
                .findFirst()
                .orElse(0);
    }

    /** The lattice of a number with one of the columns that predict it; null where nearly all pairs of values occur. */
    private Lattice lattice(final int column, final Prediction prediction) {
        return Arrays.stream(prediction.columns())
                .filter(by -> encodings[by] instanceof NumberEncoding || encodings[by] instanceof PredictedEncoding)
                .mapToObj(by -> Lattice.find(rows, column, by, minimumCount))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }

    /** The columns from which a column follows directly, and itself. */
    private BitSet sources(final int column) {
        final BitSet sources = new BitSet();
        sources.set(column);
        if (!undecided.get(column)) {
            Arrays.stream(encodings[column].sources()).forEach(sources::set);
        }
        for (final Rule rule : rules.kept()) {
            if (rule instanceof NullRule missing && missing.column() == column) {
                sources.set(missing.by());
            } else if (rule instanceof FormulaRule formula && formula.target() == column) {
                Arrays.stream(formula.columns()).forEach(sources::set);
            }
        }
        return sources;
    }
}
