// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.common.RandomStream;
import io.nifigan.predict.Prediction;
import io.nifigan.predict.PredictionFinder;
import io.nifigan.rule.FormulaRule;
import io.nifigan.rule.NullRule;
import io.nifigan.rule.PlaceRule;
import io.nifigan.rule.CombinationRule;
import io.nifigan.rule.Rule;
import io.nifigan.rule.RuleSet;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The fitter of {@link PredictedEncoding}s: it puts them in the place of those of numbers that others nearly determine. */
final class PredictedColumns {
    /** A number of fewer values is learnt value by value. */
    private static final int MIN_DISTINCT = 20;

    private final Table rows;
    private final Encoding[] encodings;
    private final RuleSet rules;
    private final int minimumCount;

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
            if (encodings[c] instanceof NumberEncoding known
                    && (known.hasOthers() || known.atoms().length >= MIN_DISTINCT)
                    && isFree.test(c)
                    && !determines.test(c)
                    && !ruled.get(c)
                    && !sample.apply(c).isElement()) {
                final ColumnSample of = sample.apply(c);
                final double step = of.column().step();
                final NumberEncoding number = NumberFitter.fitContinuous(of.numbers(), of.range(), step, minimumCount);
                if (number.hasOthers() && number.othersShare() > 0) {
                    numbers.put(c, number);
                    targets.add(new PredictionFinder.Target(
                            c,
                            Arrays.stream(rows.numbers(c))
                                    .map(value -> PredictedEncoding.middleRank(number, value, step))
                                    .toArray()));
                }
            }
        }
        final BitSet inputs = new BitSet();
        IntStream.range(0, encodings.length)
                .filter(c -> isFree.test(c) && !encodings[c].isGenerated())
                .forEach(inputs::set);
        final Map<Integer, Prediction> found = PredictionFinder.find(rows, targets, inputs, this::sources);
        found.forEach((column, prediction) -> encodings[column] = PredictedEncoding.of(
                numbers.get(column),
                prediction,
                rows.numbers(column),
                prediction.ranks(rows),
                rows.column(column).step(),
                minimumCount,
                new RandomStream(column)));
    }

    /** The columns from which a column follows directly, and itself. */
    private BitSet sources(final int column) {
        final BitSet sources = new BitSet();
        sources.set(column);
        Arrays.stream(encodings[column].sources()).forEach(sources::set);
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
