// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.table.Grid;
import io.nifigan.table.Table;
import java.util.Arrays;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;
import org.apache.datasketches.frequencies.LongsSketch;
import org.apache.datasketches.tdigest.TDigestDouble;

/**
 * What an encoder needs to know of a column's rows, in bounded memory and one pass: how often values occur, to the row
 * where there are up to some thousands of them, and otherwise how often the common ones do and, of numbers, where their
 * quantiles lie. The sketches are such as have no chance in them, so that the same rows give the same encoder.
 */
public final class ColumnSummary {
    /**
     * A thousandth of a thousandth of the rows hide nothing that an encoder looks at; more than half as many values are
     * not counted one by one.
     */
    private static final int ITEMS = 1 << 15;

    private static final int COUNTED = ITEMS / 2;
    /** Quantiles to about a 5,000th of the rows. */
    private static final short COMPRESSION = 8_000;
    /** The most values that stand for all. */
    private static final int STAND_INS = 100_000;
    /** From which share of the first some ten thousand rows on a value is taken for common. */
    private static final double COMMON = 2e-3;

    private final LongsSketch numbers = new LongsSketch(ITEMS);
    private final ItemsSketch<String> texts = new ItemsSketch<>(ITEMS);
    private final double step;
    /** Of the numbers that are not common; null while all are counted. */
    private TDigestDouble digest;

    private double[] common;
    private long[] counts;
    private long missing;
    private long rows;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    /** @param step the grid that the column's numbers lie on, 0 for none */
    public ColumnSummary(final double step) {
        this.step = step;
    }

    /** Adds the rows of a table of this column alone, a few thousand at most. */
    public void add(final Table table) {
        rows += table.rows();
        if (table.numbers(0) == null) {
            addTexts(table);
            return;
        }
        if (digest == null && numbers.getNumActiveItems() > COUNTED) {
            digest();
        }
        for (final double number : table.numbers(0)) {
            if (Double.isNaN(number)) {
                missing++;
            } else {
                // Not -0, which is the same number.
                add(number + 0.);
            }
        }
    }

    private void add(final double value) {
        min = Math.min(min, value);
        max = Math.max(max, value);
        final int place = digest == null ? -1 : Arrays.binarySearch(common, value);
        if (place >= 0) {
            counts[place]++;
        } else {
            numbers.update(Double.doubleToLongBits(value));
            if (digest != null) {
                digest.update(value);
            }
        }
    }

    /** From now on only common values are counted. */
    private void digest() {
        final LongsSketch.Row[] counted = numbers.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES);
        final long present = rows - missing;
        common = Arrays.stream(counted)
                .filter(row -> row.getEstimate() >= COMMON * present)
                .mapToDouble(row -> Double.longBitsToDouble(row.getItem()))
                .sorted()
                .toArray();
        counts = new long[common.length];
        digest = new TDigestDouble(COMPRESSION);
        for (final LongsSketch.Row row : counted) {
            final double value = Double.longBitsToDouble(row.getItem());
            final int place = Arrays.binarySearch(common, value);
            if (place >= 0) {
                counts[place] = row.getEstimate();
            } else {
                for (long i = 0; i < row.getEstimate(); i++) {
                    digest.update(value);
                }
            }
        }
    }

    private void addTexts(final Table table) {
        final int[] counts = new int[table.dictionary(0).size()];
        for (final int code : table.codes(0)) {
            if (code < 0) {
                missing++;
            } else {
                counts[code]++;
            }
        }
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                texts.update(table.dictionary(0).get(i), counts[i]);
            }
        }
    }

    /** How many rows there were. */
    long rows() {
        return rows;
    }

    /** How many rows have no value. */
    long missing() {
        return missing;
    }

    /** About how many rows have a text, at most. */
    long count(final String text) {
        return texts.getUpperBound(text);
    }

    /** About how many rows have a number, at most. */
    long count(final double number) {
        final int place = digest == null ? -1 : Arrays.binarySearch(common, number);
        return place >= 0 ? counts[place] : numbers.getUpperBound(Double.doubleToLongBits(number));
    }

    /** The smallest and the greatest number; none where all are missing. */
    double[] range() {
        return min <= max ? new double[] {min, max} : new double[0];
    }

    /**
     * Numbers that stand for all, rising, with NaN for missing ones after them: of each value about its share, at least
     * one where values are counted.
     */
    double[] standIns() {
        final long present = rows - missing;
        final int wanted = (int) Math.min(STAND_INS, present);
        final double[] some =
                wanted == 0 ? new double[0] : digest == null ? counted(wanted, present) : estimated(wanted, present);
        final int absent =
                missing == 0 ? 0 : (int) Math.max(1, Math.round((double) missing * some.length / Math.max(1, present)));
        final double[] all = Arrays.copyOf(some, some.length + absent);
        Arrays.fill(all, some.length, all.length, Double.NaN);
        return all;
    }

    private double[] counted(final int wanted, final long present) {
        final LongsSketch.Row[] values = numbers.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES);
        final double[] some = new double[wanted + values.length];
        int length = 0;
        for (final LongsSketch.Row row : values) {
            final int of = (int) Math.max(1, Math.round((double) row.getEstimate() * wanted / present));
            Arrays.fill(some, length, Math.min(some.length, length + of), Double.longBitsToDouble(row.getItem()));
            length = Math.min(some.length, length + of);
        }
        final double[] sorted = Arrays.copyOf(some, length);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Common values by their counts, and quantiles of the others. */
    private double[] estimated(final int wanted, final long present) {
        final double[] some = new double[wanted + 2 * common.length + 2];
        int length = 0;
        for (int i = 0; i < common.length; i++) {
            final int of = (int) Math.max(1, Math.round((double) counts[i] * wanted / present));
            Arrays.fill(some, length, length + of, common[i]);
            length += of;
        }
        final int others = (int) Math.max(2, Math.round((double) digest.getTotalWeight() * wanted / present));
        for (int i = 0; i < others && length < some.length; i++) {
            final double value = i == 0
                    ? digest.getMinValue()
                    : i == others - 1 ? digest.getMaxValue() : digest.getQuantile((i + .5) / others);
            some[length++] = Math.clamp(step > 0 ? Grid.snap(value, step) : value, min, max);
        }
        final double[] sorted = Arrays.copyOf(some, length);
        Arrays.sort(sorted);
        return sorted;
    }
}
