// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational.rows;

import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A number or time of ordered rows that is learnt by its distance from what is known before: a time by its distance
 * from the time that orders the rows, such as the end of a stay from its begin; a number that never falls, such as a
 * meter or a running total, by its distance from the row before.
 *
 * @param target the index of the column
 * @param toOrder whether the distance is that from the ordering value
 * @param bound the largest value of a running number, where several histories end with it; else infinite
 * @param apart the least distance of the ordering value from this column in the row before, where it is never less than
 *     0, such as between the end of a stay and the begin of the next; else NaN
 * @param begins the first values of a running number, where there are too few histories to learn them; else empty
 */
public record RelativeColumn(int target, boolean toOrder, double bound, double apart, double[] begins) {
    /** The least number of rows: fewer are in order by chance. */
    private static final int MIN_ROWS = 50;
    /** With fewer histories than this their first values are not learnt. */
    private static final int MIN_HISTORIES = 10;
    /** Running numbers rise in this share of the rows at least; others are kinds rather than totals. */
    private static final double MIN_RISING = .1;

    public RelativeColumn {
        begins = begins.clone();
        if (Double.isNaN(bound)) {
            throw new IllegalArgumentException("A running number has no bound");
        }
    }

    @Override
    public double[] begins() {
        return begins.clone();
    }

    /**
     * A time that is never before the ordering one, or never after it; empty where it is neither.
     *
     * @param starts {@code [histories + 1]}: the index of each history's first row
     */
    public static Optional<RelativeColumn> toOrder(
            final int target, final double[] values, final double[] times, final int[] starts) {
        boolean before = true;
        boolean after = true;
        int count = 0;
        for (int r = 0; r < values.length; r++) {
            if (!Double.isNaN(values[r])) {
                before &= values[r] <= times[r];
                after &= values[r] >= times[r];
                count++;
            }
        }
        return count >= MIN_ROWS && (before || after)
                ? Optional.of(new RelativeColumn(
                        target,
                        true,
                        Double.POSITIVE_INFINITY,
                        before ? Double.NaN : apart(values, times, starts),
                        new double[0]))
                : Optional.empty();
    }

    private static double apart(final double[] values, final double[] times, final int[] starts) {
        double apart = Double.POSITIVE_INFINITY;
        int count = 0;
        for (int f = 0; f + 1 < starts.length; f++) {
            for (int r = starts[f] + 1; r < starts[f + 1]; r++) {
                if (!Double.isNaN(values[r - 1])) {
                    apart = Math.min(apart, times[r] - values[r - 1]);
                    count++;
                }
            }
        }
        return count >= MIN_ROWS && apart >= 0 ? apart : Double.NaN;
    }

    /**
     * A number that never falls in any history; empty where it does, or is missing.
     *
     * @param starts {@code [histories + 1]}: the index of each history's first row
     */
    public static Optional<RelativeColumn> running(final int target, final double[] values, final int[] starts) {
        int rows = 0;
        int rising = 0;
        for (int f = 0; f + 1 < starts.length; f++) {
            for (int r = starts[f]; r < starts[f + 1]; r++) {
                if (!Double.isFinite(values[r]) || r > starts[f] && values[r] < values[r - 1]) {
                    return Optional.empty();
                }
                rows += r > starts[f] ? 1 : 0;
                rising += r > starts[f] && values[r] > values[r - 1] ? 1 : 0;
            }
        }
        if (rows < MIN_ROWS || rising < MIN_RISING * rows) {
            return Optional.empty();
        }
        final double max = Arrays.stream(values).max().orElse(Double.POSITIVE_INFINITY);
        final long atMax = IntStream.range(0, starts.length - 1)
                .filter(f -> starts[f + 1] > starts[f] && values[starts[f + 1] - 1] == max)
                .count();
        final double[] begins = starts.length - 1 >= MIN_HISTORIES
                ? new double[0]
                : IntStream.range(0, starts.length - 1)
                        .filter(f -> starts[f + 1] > starts[f])
                        .mapToDouble(f -> values[starts[f]])
                        .toArray();
        return Optional.of(
                new RelativeColumn(target, false, atMax > 1 ? max : Double.POSITIVE_INFINITY, Double.NaN, begins));
    }

    /**
     * {@code [rows]}: the distances that are learnt.
     *
     * @param step the step of values, 0 for none
     */
    public double[] learnt(final double[] values, final double[] times, final int[] starts, final double step) {
        final double[] learnt = new double[values.length];
        for (int f = 0; f + 1 < starts.length; f++) {
            for (int r = starts[f]; r < starts[f + 1]; r++) {
                if (toOrder) {
                    learnt[r] = values[r] - times[r];
                } else if (r > starts[f]) {
                    learnt[r] = values[r] - values[r - 1];
                } else if (begins.length == 0) {
                    learnt[r] = values[r];
                } else {
                    // It is not made from what is learnt, and must not stand out.
                    learnt[r] = r + 1 < starts[f + 1] ? values[r + 1] - values[r] : 0;
                }
                learnt[r] = onStep(learnt[r], step);
            }
        }
        return learnt;
    }

    /** A difference of decimals is not quite one of their steps. */
    private static double onStep(final double value, final double step) {
        return step > 0 && !Double.isNaN(value) ? Math.round(value / step) * step : value;
    }

    /**
     * The value of a row.
     *
     * @param distance the distance, as it was drawn
     * @param time the ordering value of the row
     * @param before the value in the row before; NaN in the first row
     * @param history the number of the history
     * @param step the step of values, 0 for none
     */
    public double value(
            final double distance, final double time, final double before, final int history, final double step) {
        final double value;
        if (toOrder) {
            value = time + distance;
        } else if (Double.isNaN(before)) {
            value = begins.length == 0 ? distance : begins[history % begins.length];
        } else {
            value = before + Math.max(0, distance);
        }
        return onStep(value, step);
    }

    /** The earliest ordering value of a row after one with a value. */
    public double earliest(final double before) {
        return Double.isNaN(apart) || Double.isNaN(before) ? Double.NEGATIVE_INFINITY : before + apart;
    }

    /** Whether a value is beyond what it may become. */
    public boolean isBeyond(final double value) {
        return value > bound;
    }

    /** The column of distances in place of the values. */
    public Column column(final Column of) {
        final ColumnKind kind =
                of.kind() == ColumnKind.DECIMAL || of.step() == 0 ? ColumnKind.DECIMAL : ColumnKind.INTEGER;
        return new Column(Frame.number(of.name(), kind).field(), kind, of.step(), null);
    }
}
