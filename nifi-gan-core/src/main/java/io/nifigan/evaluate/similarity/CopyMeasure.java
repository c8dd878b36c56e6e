// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.common.StreamSeed;
import io.nifigan.evaluate.result.Copies;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A search for exact and near copies of real rows. */
public final class CopyMeasure {
    private static final int MAX_SEARCHED = 4_000;
    private static final double NEAR = .01;
    private static final double LOW = .05;

    private final EvaluationData data;
    private final int[] columns;
    private final int[] categories;
    private final int[] numbers;
    private final double[] width;
    /** Real rows grouped by their categories; in each group ascending by the first numeric column. */
    private final Map<Row, int[]> groups = new HashMap<>();

    private CopyMeasure(final EvaluationData data) {
        this.data = data;
        this.columns = data.compared();
        this.categories = Arrays.stream(columns)
                .filter(column -> !data.real().column(column).kind().isNumeric())
                .toArray();
        this.width = new double[data.real().columns().size()];
        // The column with the fewest near rows comes first, so that most candidates are rejected early.
        this.numbers = Arrays.stream(columns)
                .filter(column -> data.real().column(column).kind().isNumeric())
                .boxed()
                .sorted(Comparator.comparingDouble(column ->
                        -Arrays.stream(data.real().numbers(column)).distinct().count()))
                .mapToInt(Integer::intValue)
                .toArray();
        for (final int column : numbers) {
            final double[] sorted = data.real().sortedNumbers(column);
            width[column] = sorted.length == 0
                    ? 0
                    : NEAR * sorted[(int) ((1 - LOW) * (sorted.length - 1))]
                            - NEAR * sorted[(int) (LOW * (sorted.length - 1))];
        }
        group();
    }

    private void group() {
        final Map<Row, List<Integer>> members = new HashMap<>();
        for (int r = 0; r < data.real().rows(); r++) {
            members.computeIfAbsent(row(data.real(), categories, r), key -> new ArrayList<>())
                    .add(r);
        }
        members.forEach((key, rows) -> {
            if (numbers.length > 0) {
                // NaN, a missing number, sorts last.
                rows.sort(Comparator.comparingDouble(r -> data.real().numbers(numbers[0])[r]));
            }
            groups.put(key, rows.stream().mapToInt(Integer::intValue).toArray());
        });
    }

    public static Copies measure(final EvaluationData data) {
        return new CopyMeasure(data).measure();
    }

    private Copies measure() {
        final Table real = data.real();
        final Table synthetic = data.synthetic();
        final Table heldOut = data.heldOut();
        final Set<Row> known = new HashSet<>();
        final double repeatedReal = repeated(real, known);
        final double repeated = repeated(synthetic, new HashSet<>());
        return new Copies(
                exact(synthetic, known),
                heldOut == null ? null : (Double) exact(heldOut, known),
                near(synthetic, StreamSeed.NEAR_COPIES_SYNTHETIC, false),
                heldOut == null ? null : (Double) near(heldOut, StreamSeed.NEAR_COPIES_HELD_OUT, false),
                near(real, StreamSeed.NEAR_COPIES_REAL, true),
                repeated,
                repeatedReal,
                Math.min(MAX_SEARCHED, synthetic.rows()));
    }

    /** The share of rows that equal an earlier row; adds all rows to the set. */
    private double repeated(final Table table, final Set<Row> seen) {
        int again = 0;
        for (int r = 0; r < table.rows(); r++) {
            again += seen.add(row(table, columns, r)) ? 0 : 1;
        }
        return (double) again / table.rows();
    }

    private double exact(final Table table, final Set<Row> known) {
        int copies = 0;
        for (int r = 0; r < table.rows(); r++) {
            copies += known.contains(row(table, columns, r)) ? 1 : 0;
        }
        return (double) copies / table.rows();
    }

    private static Row row(final Table table, final int[] of, final int r) {
        final double[] values = new double[of.length];
        for (int i = 0; i < of.length; i++) {
            values[i] = table.numbers(of[i]) == null ? table.codes(of[i])[r] : table.numbers(of[i])[r] + 0.;
        }
        return new Row(values);
    }

    private double near(final Table table, final StreamSeed stream, final boolean excludeSelf) {
        final int[] asked = EvaluationData.draw(table.rows(), MAX_SEARCHED, data.seed(stream));
        final boolean[] found = new boolean[asked.length];
        data.workers().run(member -> {
            for (int i = member; i < asked.length; i += data.workers().size()) {
                found[i] = isNearAny(table, asked[i], excludeSelf);
            }
        });
        int count = 0;
        for (final boolean near : found) {
            count += near ? 1 : 0;
        }
        return (double) count / asked.length;
    }

    private boolean isNearAny(final Table table, final int row, final boolean excludeSelf) {
        final int[] group = groups.get(row(table, categories, row));
        if (group == null) {
            return false;
        }
        final double value = numbers.length == 0 ? Double.NaN : table.numbers(numbers[0])[row];
        final double min = value - width[numbers.length == 0 ? 0 : numbers[0]];
        for (int i = Double.isNaN(value) ? 0 : from(group, min); i < group.length; i++) {
            if (!Double.isNaN(value) && !(data.real().numbers(numbers[0])[group[i]] <= value + width[numbers[0]])) {
                return false;
            }
            if (!(excludeSelf && group[i] == row) && isNear(table, row, group[i])) {
                return true;
            }
        }
        return false;
    }

    /** The first row of a group whose first number is not below a bound. */
    private int from(final int[] group, final double bound) {
        final double[] values = data.real().numbers(numbers[0]);
        int low = 0;
        int high = group.length;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (values[group[middle]] < bound) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean isNear(final Table table, final int row, final int realRow) {
        for (final int column : numbers) {
            final double a = table.numbers(column)[row];
            final double b = data.real().numbers(column)[realRow];
            if (Double.isNaN(a) != Double.isNaN(b) || Math.abs(a - b) > width[column]) {
                return false;
            }
        }
        return true;
    }

    private record Row(double[] values) {
        @Override
        public boolean equals(final Object other) {
            return other instanceof Row that && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }
}
