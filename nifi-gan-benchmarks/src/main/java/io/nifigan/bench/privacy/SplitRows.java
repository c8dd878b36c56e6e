// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.privacy;

import io.nifigan.common.RandomStream;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A random division of real rows: those that a model would learn, fresh ones that nobody learnt, and held-out ones.
 *
 * @param training the training rows
 * @param fresh as many other rows
 * @param heldOut other rows again
 */
record SplitRows(Table training, Table fresh, Table heldOut) {
    /** Noise on numbers, as a share of the standard deviation. */
    private static final double NOISE = .05;
    /** The chance that another row's value takes the place of a category. */
    private static final double CHANGED = .05;

    /**
     * Divides a table.
     *
     * @param most the greatest number of training rows
     * @param heldOutShare number of held-out rows as a share of the training rows
     */
    static SplitRows of(final Table table, final int most, final double heldOutShare, final RandomStream random) {
        final int count = Math.min(most, (int) (table.rows() / (2 + heldOutShare)));
        final int[] order = random.order(table.rows());
        return new SplitRows(
                table.select(Arrays.copyOf(order, count)),
                table.select(Arrays.copyOfRange(order, count, 2 * count)),
                table.select(Arrays.copyOfRange(
                        order, 2 * count, Math.min(order.length, 2 * count + (int) (heldOutShare * count)))));
    }

    /** Fresh rows, with a share of copies of training rows among them. */
    Table copies(final double share, final boolean noisy, final RandomStream random) {
        final int copied = (int) Math.round(share * fresh.rows());
        final Table originals = training.select(IntStream.range(0, copied).toArray());
        final Table others = fresh.select(IntStream.range(copied, fresh.rows()).toArray());
        if (copied == 0) {
            return fresh;
        }
        final Table copies = noisy ? moved(originals, random) : originals;
        return copied == fresh.rows() ? copies : Table.concatenate(List.of(copies, others));
    }

    /** The same rows with slight noise: a model that has memorised them would make such. */
    private Table moved(final Table rows, final RandomStream random) {
        final double[] noise = new double[rows.columns().size()];
        for (int c = 0; c < noise.length; c++) {
            if (rows.numbers(c) != null) {
                final double[] values = Arrays.stream(training.numbers(c))
                        .filter(value -> !Double.isNaN(value))
                        .toArray();
                final double mean = Arrays.stream(values).average().orElse(0);
                noise[c] = NOISE
                        * Math.sqrt(Arrays.stream(values)
                                .map(value -> (value - mean) * (value - mean))
                                .average()
                                .orElse(0));
            }
        }
        final double[][] numbers = new double[noise.length][];
        final int[][] codes = new int[noise.length][];
        for (int c = 0; c < noise.length; c++) {
            numbers[c] = rows.numbers(c) == null ? null : rows.numbers(c).clone();
            codes[c] = rows.codes(c) == null ? null : rows.codes(c).clone();
            for (int r = 0; r < rows.rows(); r++) {
                if (numbers[c] != null) {
                    final double moved = numbers[c][r] + noise[c] * random.nextGaussian();
                    numbers[c][r] = isWhole(numbers[c][r]) ? Math.rint(moved) : moved;
                } else if (random.nextDouble() < CHANGED) {
                    codes[c][r] = training.codes(c)[random.nextInt(training.rows())];
                }
            }
        }
        return new Table(
                rows.columns(),
                rows.rows(),
                numbers,
                codes,
                IntStream.range(0, noise.length).mapToObj(rows::dictionary).toList());
    }

    private static boolean isWhole(final double value) {
        return value == Math.rint(value);
    }
}
