// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.evaluate.result.ColumnMeasure;
import io.nifigan.evaluate.result.PairMeasure;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What single columns lack. Means over all columns and pairs hide it: one foreign column among thirty hardly moves
 * them. Each gap leaves out what chance explains, so that other real rows have none.
 *
 * @param differing the column that differs most; null if none is compared
 * @param difference its distance from the real column, 0 to 1, beyond what two samples of one population have
 * @param lacking the column with the greatest share of lacking categories; null if none has frequent categories
 * @param lackingCategories how many of its frequent categories occur in no synthetic row
 * @param frequentCategories how many frequent categories it has: {@value #FREQUENT} rows or more are expected in either
 *     table
 * @param detached the column that keeps the smallest part of its associations; null if no column is associated
 * @param kept the part that it keeps, 0 to 1, mean over the columns with which it is associated
 */
public record ColumnGaps(
        String differing,
        double difference,
        String lacking,
        int lackingCategories,
        int frequentCategories,
        String detached,
        double kept) {
    /** By chance, a category of which 20 rows are expected is absent once in e^20 tables. */
    private static final int FREQUENT = 20;
    /** Two samples of one population are farther apart in the Kolmogorov-Smirnov distance once in a hundred times. */
    private static final double SMIRNOV = 1.63;
    /** Numbers have ten bins in tables of pairs. */
    private static final int BINS = 10;
    /** The strength, beyond chance, of an association worth keeping: as Cohen's medium effect. */
    private static final double ASSOCIATED = .3;

    private record Lack(int column, int lacking, int frequent) {
        double share() {
            return (double) lacking / frequent;
        }
    }

    private record Gap(int column, double size) {}

    /** The share of the frequent categories that lack; 0 if there are none. */
    public double lackingShare() {
        return frequentCategories == 0 ? 0 : (double) lackingCategories / frequentCategories;
    }

    /** The gaps of the synthetic rows. */
    public static ColumnGaps of(
            final EvaluationData data, final List<ColumnMeasure> columns, final List<PairMeasure> pairs) {
        final Gap differing = Arrays.stream(data.compared())
                .mapToObj(column ->
                        new Gap(column, Math.max(0, 1 - columns.get(column).similarity() - chance(data, column))))
                .max(Comparator.comparingDouble(Gap::size))
                .orElse(null);
        final Lack lacking = Arrays.stream(data.compared())
                .filter(column -> !data.real().column(column).kind().isNumeric())
                .mapToObj(column -> lack(data.real(), data.synthetic(), column))
                .filter(lack -> lack.frequent() > 0)
                .max(Comparator.comparingDouble(Lack::share))
                .orElse(null);
        final Gap detached = Arrays.stream(data.compared())
                .mapToObj(column -> kept(data, columns, pairs, column))
                .filter(gap -> !Double.isNaN(gap.size()))
                .min(Comparator.comparingDouble(Gap::size))
                .orElse(null);
        return new ColumnGaps(
                differing == null ? null : columns.get(differing.column()).name(),
                differing == null ? 0 : differing.size(),
                lacking == null ? null : columns.get(lacking.column()).name(),
                lacking == null ? 0 : lacking.lacking(),
                lacking == null ? 0 : lacking.frequent(),
                detached == null ? null : columns.get(detached.column()).name(),
                detached == null ? 1 : detached.size());
    }

    /** The distance that chance explains: of numbers an upper bound, of categories the expectation. */
    private static double chance(final EvaluationData data, final int column) {
        final double both = 1. / data.real().rows() + 1. / data.synthetic().rows();
        if (data.real().column(column).kind().isNumeric()) {
            return SMIRNOV * Math.sqrt(present(data.real(), column) + present(data.synthetic(), column));
        }
        final int[] real = counts(data.real(), column);
        final int[] synthetic = counts(data.synthetic(), column);
        final double rows = data.real().rows() + (double) data.synthetic().rows();
        // The mean of the absolute value of a normal variable is sqrt(2/pi) times its standard deviation.
        return IntStream.range(0, real.length)
                        .mapToDouble(i -> (real[i] + synthetic[i]) / rows)
                        .map(share -> Math.sqrt(2 / Math.PI * share * (1 - share) * both))
                        .sum()
                / 2;
    }

    /** One divided by the number of values. */
    private static double present(final Table table, final int column) {
        return 1. / Math.max(1, table.sortedNumbers(column).length);
    }

    /** How many rows have no value, and each category. */
    private static int[] counts(final Table table, final int column) {
        final int[] counts = new int[table.dictionary(column).size() + 1];
        for (final int code : table.codes(column)) {
            counts[code + 1]++;
        }
        return counts;
    }

    private static Lack lack(final Table real, final Table synthetic, final int column) {
        final int[] inReal = counts(real, column);
        final int[] inSynthetic = counts(synthetic, column);
        final double part = Math.min(1, (double) synthetic.rows() / real.rows());
        final int[] frequent = IntStream.range(1, inReal.length)
                .filter(i -> inReal[i] * part >= FREQUENT)
                .toArray();
        return new Lack(
                column,
                (int) Arrays.stream(frequent).filter(i -> inSynthetic[i] == 0).count(),
                frequent.length);
    }

    /** The mean part of its associations that a column keeps; NaN if it has none. */
    private static Gap kept(
            final EvaluationData data,
            final List<ColumnMeasure> columns,
            final List<PairMeasure> pairs,
            final int column) {
        final List<Double> parts = new ArrayList<>();
        for (final PairMeasure pair : pairs) {
            if ((pair.first() == column || pair.second() == column) && pair.associated()) {
                final double real = beyondChance(
                        pair, columns, pair.strengthReal(), data.real().rows());
                final double synthetic = beyondChance(
                        pair,
                        columns,
                        pair.strengthSynthetic(),
                        data.synthetic().rows());
                if (Math.abs(real) >= ASSOCIATED) {
                    parts.add(Math.clamp(synthetic / real, 0, 1));
                }
            }
        }
        return new Gap(
                column,
                parts.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN));
    }

    /**
     * The strength without that which independent columns have: of Cramer's V the square is by chance (levels - 1) /
     * rows, where the levels are those of the column with more of them.
     */
    private static double beyondChance(
            final PairMeasure pair, final List<ColumnMeasure> columns, final double strength, final int rows) {
        if (pair.numeric()) {
            return strength;
        }
        final int levels = Math.max(levels(columns.get(pair.first())), levels(columns.get(pair.second())));
        return Math.sqrt(Math.max(0, strength * strength - (levels - 1.) / rows));
    }

    private static int levels(final ColumnMeasure column) {
        return (column.kind().isNumeric() ? Math.min(BINS, column.distinctReal()) : column.distinctReal()) + 1;
    }
}
