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
 * A summary of a column's rows for fitting an encoder, computed in bounded memory and one pass. It has exact counts of
 * up to some thousands of distinct values; with more, it has counts of the common values and, for numbers, quantiles.
 * The sketches are deterministic, so that the same rows give the same encoder. Not thread-safe.
 */
public final class ColumnSummary {
    /**
     * Size of the frequency sketches: their error is far below what an encoder needs. Up to half of this number,
     * distinct values are counted exactly.
     */
    private static final int SKETCH_SIZE = 1 << 15;

    private static final int MAX_COUNTED = SKETCH_SIZE / 2;
    /** Compression of the t-digest: quantiles to about a 5,000th of the rows. */
    private static final short COMPRESSION = 8_000;
    /** Maximum number of representative values. */
    private static final int MAX_REPRESENTATIVES = 100_000;
    /** Minimum share of the rows so far for a number to be counted as common. */
    private static final double MIN_COMMON_SHARE = 2e-3;

    private final LongsSketch numbers = new LongsSketch(SKETCH_SIZE);
    private final ItemsSketch<String> texts = new ItemsSketch<>(SKETCH_SIZE);
    private final double step;
    /** The digest of the numbers that are not common; null while all are counted exactly. */
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
        if (digest == null && numbers.getNumActiveItems() > MAX_COUNTED) {
            startDigest();
        }
        for (final double number : table.numbers(0)) {
            if (Double.isNaN(number)) {
                missing++;
            } else {
                // Turns -0 into 0.
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

    /** Switches from exact counts to counts of common values and a digest of the others. */
    private void startDigest() {
        final LongsSketch.Row[] counted = numbers.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES);
        final long present = rows - missing;
        common = Arrays.stream(counted)
                .filter(row -> row.getEstimate() >= MIN_COMMON_SHARE * present)
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

    /** The number of rows. */
    long rows() {
        return rows;
    }

    /** The number of rows without a value. */
    long missing() {
        return missing;
    }

    /** An upper bound of the number of rows with a text. */
    long count(final String text) {
        return texts.getUpperBound(text);
    }

    /** An upper bound of the number of rows with a number. */
    long count(final double number) {
        final int place = digest == null ? -1 : Arrays.binarySearch(common, number);
        return place >= 0 ? counts[place] : numbers.getUpperBound(Double.doubleToLongBits(number));
    }

    /** The smallest and the largest number; empty where all are missing. */
    double[] range() {
        return min <= max ? new double[] {min, max} : new double[0];
    }

    /**
     * Representative numbers of all rows, ascending, with NaN for missing ones at the end: each value about in
     * proportion, at least once where values are counted exactly.
     */
    double[] representatives() {
        final long present = rows - missing;
        final int size = (int) Math.min(MAX_REPRESENTATIVES, present);
        final double[] representatives =
                size == 0 ? new double[0] : digest == null ? fromCounts(size, present) : fromDigest(size, present);
        final int absent = missing == 0
                ? 0
                : (int) Math.max(1, Math.round((double) missing * representatives.length / Math.max(1, present)));
        final double[] all = Arrays.copyOf(representatives, representatives.length + absent);
        Arrays.fill(all, representatives.length, all.length, Double.NaN);
        return all;
    }

    private double[] fromCounts(final int size, final long present) {
        final LongsSketch.Row[] values = numbers.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES);
        final double[] representatives = new double[size + values.length];
        int length = 0;
        for (final LongsSketch.Row row : values) {
            final int copies = (int) Math.max(1, Math.round((double) row.getEstimate() * size / present));
            Arrays.fill(
                    representatives,
                    length,
                    Math.min(representatives.length, length + copies),
                    Double.longBitsToDouble(row.getItem()));
            length = Math.min(representatives.length, length + copies);
        }
        final double[] sorted = Arrays.copyOf(representatives, length);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Common values in proportion to their counts, and quantiles of the others. */
    private double[] fromDigest(final int size, final long present) {
        final double[] representatives = new double[size + 2 * common.length + 2];
        int length = 0;
        for (int i = 0; i < common.length; i++) {
            final int copies = (int) Math.max(1, Math.round((double) counts[i] * size / present));
            Arrays.fill(representatives, length, length + copies, common[i]);
            length += copies;
        }
        final int others = (int) Math.max(2, Math.round((double) digest.getTotalWeight() * size / present));
        for (int i = 0; i < others && length < representatives.length; i++) {
            final double value = i == 0
                    ? digest.getMinValue()
                    : i == others - 1 ? digest.getMaxValue() : digest.getQuantile((i + .5) / others);
            representatives[length++] = Math.clamp(step > 0 ? Grid.snap(value, step) : value, min, max);
        }
        final double[] sorted = Arrays.copyOf(representatives, length);
        Arrays.sort(sorted);
        return sorted;
    }
}
