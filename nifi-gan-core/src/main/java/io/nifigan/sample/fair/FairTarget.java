// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample.fair;

import io.nifigan.common.RandomStream;
import io.nifigan.encode.DependentEncoding;
import io.nifigan.encode.TableEncoder;
import io.nifigan.sample.condition.Condition;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import io.nifigan.trees.Features;
import io.nifigan.trees.GradientTrees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A target that is drawn anew for each row, so that its probability has the same distribution in all sensitive groups
 * (demographic parity). The probability is foretold from all other columns by boosted trees, so that columns which
 * stand for a sensitive one, as a husband's or wife's role stands for the sex, are no way around. {@link QuantileMatch}
 * then brings it to what all groups have in common, and keeps the order of the rows of a group. Other columns stay, but
 * for those that follow from the target. Immutable and thread-safe; {@link Draws} draw the values.
 */
public final class FairTarget {
    private final TableEncoder encoder;
    private final FairColumns columns;
    private final SensitiveGroups groups;
    private final Features features;
    private final GradientTrees trees;
    /** {@code [rounds][classes]}: one round with one map for two classes. */
    private final List<QuantileMatch[]> rounds;

    private final FairFigures figures;

    FairTarget(
            final TableEncoder encoder,
            final FairColumns columns,
            final SensitiveGroups groups,
            final Features features,
            final GradientTrees trees,
            final List<QuantileMatch[]> rounds,
            final FairFigures figures) {
        this.encoder = encoder;
        this.columns = columns;
        this.groups = groups;
        this.features = features;
        this.trees = trees;
        this.rounds = List.copyOf(rounds);
        this.figures = figures;
    }

    /** What was reached, measured on generated rows. */
    public FairFigures figures() {
        return figures;
    }

    /**
     * Refuses conditions on what is drawn anew.
     *
     * @throws SamplingException if a condition is on the target, or on a column that follows from it
     */
    public void check(final List<Condition> conditions) throws SamplingException {
        columns.check(encoder, conditions);
    }

    FairTarget with(final FairFigures measured) {
        return new FairTarget(encoder, columns, groups, features, trees, rounds, measured);
    }

    /** {@code [classes][rows]}: the fair probability of each class. */
    double[][] probabilities(final Table table) {
        final double[][] probabilities = learnt(trees, features, table);
        final int[] group = groups.of(table);
        rounds.forEach(round -> match(round, probabilities, group));
        return probabilities;
    }

    /** {@code [classes][rows]}: the probability of each class by trees. */
    static double[][] learnt(final GradientTrees trees, final Features features, final Table table) {
        final float[][] predicted = trees.predict(features.codes(table), table.rows());
        final double[][] probabilities = new double[Math.max(2, predicted.length)][table.rows()];
        for (int r = 0; r < table.rows(); r++) {
            if (predicted.length == 1) {
                probabilities[1][r] = 1 / (1 + Math.exp(-predicted[0][r]));
                probabilities[0][r] = 1 - probabilities[1][r];
            } else {
                for (int k = 0; k < predicted.length; k++) {
                    probabilities[k][r] = predicted[k][r];
                }
            }
        }
        return probabilities;
    }

    /** Maps the probability of each class, and brings each row's sum back to 1. */
    static void match(final QuantileMatch[] round, final double[][] probabilities, final int[] group) {
        for (int r = 0; r < group.length; r++) {
            if (round.length == 1) {
                probabilities[1][r] = round[0].map(probabilities[1][r], group[r]);
                probabilities[0][r] = 1 - probabilities[1][r];
                continue;
            }
            double sum = 0;
            for (int k = 0; k < round.length; k++) {
                probabilities[k][r] = round[k].map(probabilities[k][r], group[r]);
                sum += probabilities[k][r];
            }
            for (int k = 0; k < round.length && sum > 0; k++) {
                probabilities[k][r] /= sum;
            }
        }
    }

    /** Draws of the target for rows that come one after the other. The same seed draws the same values. */
    public Draws draws(final long seed) {
        return new Draws(seed);
    }

    /**
     * A stream of draws. Rows of one group whose probabilities are close share a sequence of evenly spread numbers
     * (multiples of the golden ratio, Weyl 1916), so that the share of a class is met more exactly than by chance
     * alone, and the groups' shares are as equal as their probabilities. Not thread-safe.
     */
    public final class Draws {
        private static final int STRATA = 20;
        private static final double GOLDEN = 0.6180339887498949;

        /** {@code [groups * STRATA]}: the last number of each sequence. */
        private final double[] last;

        private Draws(final long seed) {
            final RandomStream random = new RandomStream(seed);
            last = new double[groups.count() * STRATA];
            Arrays.setAll(last, i -> random.nextDouble());
        }

        /** The rows with their target drawn anew; a target that is missing stays so. */
        public Table redraw(final Table table) {
            return redraw(table, row -> true);
        }

        /**
         * The rows with the target drawn anew where it may change: a target stays where a column that follows from it
         * stays.
         *
         * @param free {@code [columns][rows]}: the fields that may change, null for columns without any
         */
        public Table redraw(final Table table, final boolean[][] free) {
            return redraw(
                    table,
                    row -> isFree(free, columns.target(), row)
                            && Arrays.stream(columns.followers())
                                    .allMatch(follower -> isFree(free, follower, row)
                                            || free[follower] == null && table.isMissing(follower, row)));
        }

        private boolean isFree(final boolean[][] free, final int column, final int row) {
            return free[column] != null && free[column][row];
        }

        /** Where a new value would break a rule of the table, the row keeps its own. */
        private Table redraw(final Table table, final IntPredicate chosen) {
            final double[][] probabilities = probabilities(table);
            final int[] group = groups.of(table);
            final int[] own = columns.classesOf(table);
            final int[] drawn = own.clone();
            for (int r = 0; r < drawn.length; r++) {
                if (own[r] >= 0 && chosen.test(r)) {
                    drawn[r] = draw(probabilities, r, group[r]);
                }
            }
            return keepingRules(table, own, drawn);
        }

        private int draw(final double[][] probabilities, final int row, final int group) {
            final int stratum = group * STRATA + (int) Math.min(STRATA - 1, STRATA * probabilities[1][row]);
            last[stratum] = (last[stratum] + GOLDEN) % 1;
            double left = last[stratum];
            for (int k = 0; k < probabilities.length; k++) {
                left -= probabilities[k][row];
                if (left < 0) {
                    return k;
                }
            }
            return probabilities.length - 1;
        }
    }

    private Table keepingRules(final Table table, final int[] own, final int[] drawn) {
        final Table changed = changed(table, drawn);
        final List<IntPredicate> rules = encoder.plan().drawn().stream()
                .filter(rule -> Arrays.stream(rule.columns()).anyMatch(this::changes))
                .map(rule -> rule.on(changed))
                .toList();
        boolean any = false;
        for (int r = 0; r < drawn.length && !rules.isEmpty(); r++) {
            final int row = r;
            if (drawn[r] != own[r] && !rules.stream().allMatch(rule -> rule.test(row))) {
                drawn[r] = own[r];
                any = true;
            }
        }
        return any ? changed(table, drawn) : changed;
    }

    private boolean changes(final int column) {
        return column == columns.target()
                || Arrays.stream(columns.followers()).anyMatch(follower -> follower == column);
    }

    /** The rows with other classes, and with what is looked up by them; a class below 0 leaves the row as it is. */
    private Table changed(final Table table, final int[] drawn) {
        final int width = table.columns().size();
        final double[][] numbers = new double[width][];
        final int[][] codes = new int[width][];
        final List<List<String>> dictionaries = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            numbers[c] = table.numbers(c);
            codes[c] = table.codes(c);
            dictionaries.add(table.dictionary(c));
        }
        set(table, columns.target(), columns.classes(), drawn, numbers, codes, dictionaries);
        for (final int follower : columns.followers()) {
            final List<String> values = new ArrayList<>();
            final List<String> all =
                    encoder.support(columns.target()).orElseThrow().values();
            for (final String value : columns.classes()) {
                values.add(((DependentEncoding) encoder.encodings().get(follower))
                        .values()
                        .get(all.indexOf(value)));
            }
            set(table, follower, values, drawn, numbers, codes, dictionaries);
        }
        return new Table(table.columns(), table.rows(), numbers, codes, dictionaries);
    }

    /** @param values the column's value for each class, null for missing */
    private static void set(
            final Table table,
            final int column,
            final List<String> values,
            final int[] drawn,
            final double[][] numbers,
            final int[][] codes,
            final List<List<String>> dictionaries) {
        final Column of = table.column(column);
        if (of.kind().isNumeric()) {
            numbers[column] = table.numbers(column).clone();
            for (int r = 0; r < drawn.length; r++) {
                if (drawn[r] >= 0) {
                    final String value = values.get(drawn[r]);
                    numbers[column][r] = value == null ? Double.NaN : Double.parseDouble(value);
                }
            }
            return;
        }
        final List<String> dictionary = new ArrayList<>(table.dictionary(column));
        final int[] byClass = new int[values.size()];
        for (int k = 0; k < byClass.length; k++) {
            byClass[k] = values.get(k) == null ? -1 : dictionary.indexOf(values.get(k));
            if (byClass[k] < 0 && values.get(k) != null) {
                if (of.kind() == ColumnKind.BOOLEAN) {
                    throw new IllegalStateException("'%s' is not a boolean".formatted(values.get(k)));
                }
                dictionary.add(values.get(k));
                byClass[k] = dictionary.size() - 1;
            }
        }
        codes[column] = table.codes(column).clone();
        for (int r = 0; r < drawn.length; r++) {
            if (drawn[r] >= 0) {
                codes[column][r] = byClass[drawn[r]];
            }
        }
        dictionaries.set(column, dictionary);
    }
}
