// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.common.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Draws which rows of other tables the children refer to. Each row of such a table is referred to as often as its
 * summary plans; a child refers to the same row as the one before, to one that an earlier child of the family referred
 * to, or to another, as often as real children do.
 */
final class ReferenceDraws {
    private final List<Habit> habits;
    private final List<Slots> slots = new ArrayList<>();
    private final RandomStream random;

    /**
     * @param habits one for each drawn foreign key
     * @param planned for each drawn foreign key how often each row is to be referred to
     */
    ReferenceDraws(final List<Habit> habits, final List<double[]> planned, final long seed) {
        this.habits = habits;
        this.random = new RandomStream(seed);
        planned.forEach(counts -> slots.add(new Slots(counts)));
    }

    /** Draws the foreign keys of the next row of each family. */
    void draw(final ChainState state, final int[] families, final int position) {
        for (int k = 0; k < habits.size(); k++) {
            final int[] target = state.references(k);
            for (final int family : families) {
                final int row = state.row(family, position);
                target[row] = draw(habits.get(k), slots.get(k), target, row, position);
                if (target[row] >= 0) {
                    slots.get(k).take(target[row]);
                }
            }
        }
    }

    private int draw(final Habit habit, final Slots slot, final int[] target, final int row, final int position) {
        final double chance = random.nextDouble();
        final double[] shares = habit.shares(position);
        if (chance < shares[Habit.MISSING]) {
            return -1;
        }
        if (chance < shares[Habit.MISSING] + shares[Habit.SAME]) {
            return target[row - 1];
        }
        if (chance < shares[Habit.MISSING] + shares[Habit.SAME] + shares[Habit.EARLIER]) {
            return target[row - 1 - random.nextInt(position)];
        }
        return slot.draw(random);
    }

    /**
     * How often children refer to nothing, to the same row as the child before, to a row that an earlier sibling
     * referred to, or to another, by position.
     *
     * @param byPosition {@code [positions][4]}: the shares; later positions have those of the last
     */
    record Habit(double[][] byPosition) {
        static final int MISSING = 0;
        static final int SAME = 1;
        static final int EARLIER = 2;
        private static final int KINDS = 4;
        private static final int POSITIONS = 16;

        double[] shares(final int position) {
            return byPosition[Math.min(position, byPosition.length - 1)];
        }

        /** Counts how children refer to rows. */
        static Habit of(final ChainState state, final int key) {
            final int[] target = state.references(key);
            final double[][] counts = new double[POSITIONS][KINDS];
            for (int f = 0; f < state.families(); f++) {
                final java.util.Set<Integer> seen = new java.util.HashSet<>();
                for (int t = 0; t < state.length(f); t++) {
                    final int of = target[state.row(f, t)];
                    final int kind = of < 0
                            ? MISSING
                            : t > 0 && target[state.row(f, t) - 1] == of ? SAME : seen.contains(of) ? EARLIER : KINDS - 1;
                    counts[Math.min(t, POSITIONS - 1)][kind]++;
                    seen.add(of);
                }
            }
            for (int t = 0; t < POSITIONS; t++) {
                final double all = Arrays.stream(counts[t]).sum();
                if (all == 0) {
                    counts[t] = t == 0 ? new double[] {0, 0, 0, 1} : counts[t - 1].clone();
                } else {
                    for (int i = 0; i < KINDS; i++) {
                        counts[t][i] /= all;
                    }
                }
            }
            return new Habit(counts);
        }
    }

    /** The rows of a table with how often each is still to be referred to, as a Fenwick tree of sums. */
    static final class Slots {
        /** What is left of a row that was referred to as often as planned, so that the draw never ends empty. */
        private static final double REST = 1e-3;

        private final double[] left;
        private final double[] tree;
        private double sum;

        Slots(final double[] planned) {
            left = new double[planned.length];
            tree = new double[planned.length + 1];
            for (int i = 0; i < planned.length; i++) {
                change(i, Math.max(0, Double.isNaN(planned[i]) ? 0 : planned[i]) + REST);
            }
        }

        private void change(final int row, final double by) {
            left[row] += by;
            sum += by;
            for (int i = row + 1; i < tree.length; i += i & -i) {
                tree[i] += by;
            }
        }

        void take(final int row) {
            change(row, -Math.min(1, left[row] - REST / 2));
        }

        int draw(final RandomStream random) {
            double rest = random.nextDouble() * sum;
            int at = 0;
            for (int step = Integer.highestOneBit(tree.length - 1); step > 0; step >>= 1) {
                if (at + step < tree.length && tree[at + step] <= rest) {
                    at += step;
                    rest -= tree[at];
                }
            }
            return Math.min(at, left.length - 1);
        }
    }
}
