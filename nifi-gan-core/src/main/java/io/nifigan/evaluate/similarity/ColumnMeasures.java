// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.evaluate.result.ColumnMeasure;
import io.nifigan.evaluate.result.Subgroup;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** The measures of single columns, over all rows and over subgroups. */
public final class ColumnMeasures {
    private static final int MIN = 30;
    private static final int MAX_GROUPS = 20;

    private final EvaluationData data;

    public ColumnMeasures(final EvaluationData data) {
        this.data = data;
    }

    /** The measures of every column. */
    public List<ColumnMeasure> all() {
        final ColumnMeasure[] measures = new ColumnMeasure[data.real().columns().size()];
        data.workers().run(member -> {
            for (int c = member; c < measures.length; c += data.workers().size()) {
                measures[c] = measure(c);
            }
        });
        return List.of(measures);
    }

    /** The mean similarity of columns in two tables that share their dictionaries; null if there are no columns. */
    public static Double mean(final Table one, final Table other, final int[] columns) {
        final OptionalDouble mean = Arrays.stream(columns)
                .mapToDouble(column -> ColumnSimilarity.of(one, other, column))
                .average();
        return mean.isPresent() ? (Double) mean.getAsDouble() : null;
    }

    private ColumnMeasure measure(final int column) {
        final Table real = data.real();
        final Table synthetic = data.synthetic();
        final ColumnKind kind = real.column(column).kind();
        final String name = real.column(column).name();
        if (kind == ColumnKind.IDENTIFIER) {
            return new ColumnMeasure(
                    name,
                    kind,
                    null,
                    null,
                    missing(real, column),
                    missing(synthetic, column),
                    null,
                    null,
                    distinct(real, column),
                    distinct(synthetic, column),
                    null);
        }
        final Double heldOut =
                data.heldOut() == null ? null : (Double) ColumnSimilarity.of(real, data.heldOut(), column);
        final Double[] ranges =
                kind.isNumeric() ? numbers(real, synthetic, column) : categories(real, synthetic, column);
        return new ColumnMeasure(
                name,
                kind,
                ColumnSimilarity.of(real, synthetic, column),
                heldOut,
                missing(real, column),
                missing(synthetic, column),
                ranges[0],
                ranges[1],
                distinct(real, column),
                distinct(synthetic, column),
                Histograms.of(real, synthetic, column));
    }

    private static double missing(final Table table, final int column) {
        return (double) IntStream.range(0, table.rows())
                        .filter(r -> table.isMissing(column, r))
                        .count()
                / table.rows();
    }

    private static int distinct(final Table table, final int column) {
        if (table.numbers(column) != null) {
            return (int) Arrays.stream(table.sortedNumbers(column)).distinct().count();
        }
        return (int) Arrays.stream(table.codes(column))
                .filter(code -> code >= 0)
                .distinct()
                .count();
    }

    /** Validity and coverage of a numeric column; null if a table has no numbers there. */
    private static Double[] numbers(final Table real, final Table synthetic, final int column) {
        final double[] known = real.sortedNumbers(column);
        final double[] generated = synthetic.sortedNumbers(column);
        if (known.length == 0 || generated.length == 0) {
            return new Double[] {null, null};
        }
        final double min = known[0];
        final double max = known[known.length - 1];
        final double valid = (double) Arrays.stream(generated)
                        .filter(value -> value >= min && value <= max)
                        .count()
                / generated.length;
        // Halves, because the difference of the largest numbers overflows.
        final double range = max / 2 - min / 2;
        final double lacking = range == 0
                ? generated[0] <= min && generated[generated.length - 1] >= max ? 0 : 1
                : Math.max(0, (generated[0] / 2 - min / 2) / range)
                        + Math.max(0, (max / 2 - generated[generated.length - 1] / 2) / range);
        return new Double[] {valid, Math.max(0, 1 - lacking)};
    }

    private static Double[] categories(final Table real, final Table synthetic, final int column) {
        final boolean[] known = new boolean[real.dictionary(column).size()];
        final boolean[] generated = new boolean[known.length];
        int values = 0;
        int valid = 0;
        for (final int code : real.codes(column)) {
            if (code >= 0) {
                known[code] = true;
            }
        }
        for (final int code : synthetic.codes(column)) {
            if (code >= 0) {
                generated[code] = true;
                values++;
                valid += known[code] ? 1 : 0;
            }
        }
        final long all = IntStream.range(0, known.length).filter(i -> known[i]).count();
        if (values == 0 || all == 0) {
            return new Double[] {null, null};
        }
        return new Double[] {
            (double) valid / values,
            (double) IntStream.range(0, known.length)
                            .filter(i -> known[i] && generated[i])
                            .count()
                    / all
        };
    }

    /** The measures of the largest categories of a column, at most 20 with at least 30 real rows each. */
    public List<Subgroup> groups(final int column) {
        final Table real = data.real();
        final int[] counts = new int[real.dictionary(column).size()];
        for (final int code : real.codes(column)) {
            if (code >= 0) {
                counts[code]++;
            }
        }
        final int[] largest = IntStream.range(0, counts.length)
                .filter(i -> counts[i] >= MIN)
                .boxed()
                .sorted(Comparator.comparingInt(i -> -counts[i]))
                .limit(MAX_GROUPS)
                .mapToInt(Integer::intValue)
                .toArray();
        final Subgroup[] groups = new Subgroup[largest.length];
        data.workers().run(member -> {
            for (int g = member; g < groups.length; g += data.workers().size()) {
                groups[g] = group(column, largest[g]);
            }
        });
        final List<Subgroup> result = new ArrayList<>(List.of(groups));
        return result;
    }

    private Subgroup group(final int column, final int level) {
        final Table real = members(data.real(), column, level);
        final Table synthetic = members(data.synthetic(), column, level);
        final Table heldOut = data.heldOut() == null ? null : members(data.heldOut(), column, level);
        return new Subgroup(
                real.column(column).name(),
                Texts.brief(real.dictionary(column).get(level)),
                (double) real.rows() / data.real().rows(),
                (double) synthetic.rows() / data.synthetic().rows(),
                shape(real, synthetic, column),
                heldOut == null ? null : shape(real, heldOut, column));
    }

    private static Table members(final Table table, final int column, final int level) {
        return table.select(IntStream.range(0, table.rows())
                .filter(r -> table.codes(column)[r] == level)
                .toArray());
    }

    private Double shape(final Table real, final Table other, final int without) {
        if (other.rows() < MIN) {
            return null;
        }
        final double mean = Arrays.stream(data.compared())
                .filter(column -> column != without)
                .mapToDouble(column -> ColumnSimilarity.of(real, other, column))
                .average()
                .orElse(Double.NaN);
        return Double.isNaN(mean) ? null : mean;
    }
}
