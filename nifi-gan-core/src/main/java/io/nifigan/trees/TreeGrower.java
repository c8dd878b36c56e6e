// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import io.nifigan.common.WorkerPool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The grower of single trees on the derivatives of a loss: leaf by leaf, the leaf whose split gains most first. */
final class TreeGrower {
    private static final int WORDS = TreeNodes.WORDS;

    private final boolean[] unordered;
    private final byte[][] codes;
    private final float[] gradient;
    private final float[] curvature;
    private final WorkerPool workers;
    private final TreeShape shape;
    private final int[] offsets;
    private final TreeStore.Split[] splits;
    private int[] rows;
    private int[] moved;

    TreeGrower(
            final int[] bins,
            final boolean[] unordered,
            final byte[][] codes,
            final float[] gradient,
            final float[] curvature,
            final WorkerPool workers,
            final TreeShape shape) {
        this.unordered = unordered;
        this.codes = codes;
        this.gradient = gradient;
        this.curvature = curvature;
        this.workers = workers;
        this.shape = shape;
        this.offsets = new int[codes.length + 1];
        for (int c = 0; c < codes.length; c++) {
            offsets[c + 1] = offsets[c] + bins[c];
        }
        this.splits = new TreeStore.Split[codes.length];
    }

    /**
     * Grows a tree.
     *
     * @param drawn indices of rows, of which the first {@code count} are used; their order changes
     * @return false if no split lowers the loss
     */
    boolean grow(final int[] drawn, final int count, final TreeStore store) {
        rows = drawn;
        if (moved == null || moved.length < count) {
            moved = new int[count];
        }
        final Leaf root = new Leaf(0, count, histogram(0, count));
        if (root.split == null) {
            return false;
        }
        root.node = store.addRoot(root.value());
        final List<Leaf> open = new ArrayList<>(List.of(root));
        for (int leaves = 1; leaves < shape.leaves() && !open.isEmpty(); leaves++) {
            final Leaf best = open.stream()
                    .max(Comparator.comparingDouble(leaf -> leaf.split.gain()))
                    .orElseThrow();
            open.remove(best);
            final int middle = partition(best);
            final boolean leftIsSmaller = middle - best.from < best.to - middle;
            final double[] small = leftIsSmaller ? histogram(best.from, middle) : histogram(middle, best.to);
            final double[] large = best.histogram;
            for (int i = 0; i < large.length; i++) {
                large[i] -= small[i];
            }
            final Leaf left = new Leaf(best.from, middle, leftIsSmaller ? small : large);
            final Leaf right = new Leaf(middle, best.to, leftIsSmaller ? large : small);
            left.node = store.split(best.node, best.split, left.value(), right.value());
            right.node = left.node + 1;
            for (final Leaf leaf : List.of(left, right)) {
                if (leaf.split != null) {
                    open.add(leaf);
                }
            }
        }
        return true;
    }

    /** The sums of gradient and curvature, and the number of rows, in each bin of each column. */
    private double[] histogram(final int from, final int to) {
        final double[] sums = new double[3 * offsets[codes.length]];
        workers.run(member -> {
            for (int c = member; c < codes.length; c += workers.size()) {
                final byte[] column = codes[c];
                final int start = 3 * offsets[c];
                for (int i = from; i < to; i++) {
                    final int row = rows[i];
                    final int at = start + 3 * (column[row] & 0xFF);
                    sums[at] += gradient[row];
                    sums[at + 1] += curvature[row];
                    sums[at + 2]++;
                }
            }
        });
        return sums;
    }

    /**
     * Moves the rows that go left to the front, in the same order. Returns the index of the first row that goes right.
     */
    private int partition(final Leaf leaf) {
        final byte[] column = codes[leaf.split.feature()];
        int kept = leaf.from;
        int away = 0;
        for (int i = leaf.from; i < leaf.to; i++) {
            final int row = rows[i];
            if (leaf.split.isLeft(column[row] & 0xFF)) {
                rows[kept++] = row;
            } else {
                moved[away++] = row;
            }
        }
        System.arraycopy(moved, 0, rows, kept, away);
        return kept;
    }

    private double score(final double gradientSum, final double curvatureSum) {
        return gradientSum * gradientSum / (curvatureSum + shape.ridge());
    }

    private final class Leaf {
        private final int from;
        private final int to;
        private final double[] histogram;
        private final TreeStore.Split split;
        private double gradientSum;
        private double curvatureSum;
        private double count;
        private int node;

        Leaf(final int from, final int to, final double[] histogram) {
            this.from = from;
            this.to = to;
            this.histogram = histogram;
            for (int i = 0; i < 3 * offsets[1]; i += 3) {
                gradientSum += histogram[i];
                curvatureSum += histogram[i + 1];
                count += histogram[i + 2];
            }
            this.split = count < 2 * shape.minRows() ? null : best();
        }

        float value() {
            return (float) (shape.rate() * gradientSum / (curvatureSum + shape.ridge()));
        }

        private TreeStore.Split best() {
            workers.run(member -> {
                for (int c = member; c < codes.length; c += workers.size()) {
                    splits[c] = bestOf(c);
                }
            });
            TreeStore.Split best = null;
            for (final TreeStore.Split candidate : splits) {
                if (candidate != null && (best == null || candidate.gain() > best.gain())) {
                    best = candidate;
                }
            }
            return best;
        }

        /** The best split by one column; null if no split lowers the loss. */
        private TreeStore.Split bestOf(final int column) {
            final int size = offsets[column + 1] - offsets[column];
            if (!unordered[column]) {
                return bestAlong(column, size, null, size);
            }
            final int[] order = byGradient(column, size);
            if (shape.support() == 0) {
                return bestAlong(column, size, order, size);
            }
            final int supported = supported(column, order);
            if (supported < 2) {
                return null;
            }
            // From either end towards the middle: bins without support stay with the larger side.
            final int middle = (supported + 1) / 2;
            final TreeStore.Split best = bestAlong(column, size, order, middle - 1);
            for (int i = 0, j = supported - 1; i < j; i++, j--) {
                final int swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
            final TreeStore.Split other = bestAlong(column, size, order, middle);
            return best == null || other != null && other.gain() > best.gain() ? other : best;
        }

        /**
         * Moves bins with too few rows (by their share of the curvature) to the end. Returns the number of other bins.
         */
        private int supported(final int column, final int[] order) {
            final int[] weak = new int[order.length];
            int kept = 0;
            int away = 0;
            for (final int bin : order) {
                if (histogram[3 * (offsets[column] + bin) + 1] * count >= shape.support() * curvatureSum) {
                    order[kept++] = bin;
                } else {
                    weak[away++] = bin;
                }
            }
            System.arraycopy(weak, 0, order, kept, away);
            return kept;
        }

        /**
         * The best split along an order of the bins (null for their own order), after one of the first {@code count}
         * bins.
         */
        private TreeStore.Split bestAlong(final int column, final int size, final int[] order, final int count) {
            final double parent = score(gradientSum, curvatureSum);
            double gradientLeft = 0;
            double curvatureLeft = 0;
            double countLeft = 0;
            double best = shape.minGain();
            int bestAt = -1;
            for (int i = 0; i < Math.min(count, size - 1); i++) {
                final int at = 3 * (offsets[column] + (order == null ? i : order[i]));
                gradientLeft += histogram[at];
                curvatureLeft += histogram[at + 1];
                countLeft += histogram[at + 2];
                if (countLeft < shape.minRows() || curvatureLeft < shape.minCurvature()) {
                    continue;
                }
                if (this.count - countLeft < shape.minRows() || curvatureSum - curvatureLeft < shape.minCurvature()) {
                    break;
                }
                final double gain = score(gradientLeft, curvatureLeft)
                        + score(gradientSum - gradientLeft, curvatureSum - curvatureLeft)
                        - parent;
                if (gain > best) {
                    best = gain;
                    bestAt = i;
                }
            }
            if (bestAt < 0) {
                return null;
            }
            if (order == null) {
                return new TreeStore.Split(best, column, bestAt, null);
            }
            final long[] goesLeft = new long[WORDS];
            for (int i = 0; i <= bestAt; i++) {
                goesLeft[order[i] >> 6] |= 1L << order[i];
            }
            return new TreeStore.Split(best, column, 0, goesLeft);
        }

        /**
         * The bins ordered by mean gradient. The best split of a category into two sets lies along this order (Fisher
         * 1958).
         */
        private int[] byGradient(final int column, final int size) {
            final double[] mean = new double[size];
            for (int i = 0; i < size; i++) {
                final int at = 3 * (offsets[column] + i);
                mean[i] = histogram[at] / (histogram[at + 1] + shape.smooth());
            }
            return IntStream.range(0, size)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> mean[i]))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
    }
}
