// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.common.RandomStream;
import io.nifigan.relational.rows.EarlierRows;
import io.nifigan.relational.rows.EqualColumns;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Draws which rows of other tables the children refer to. Each row of such a table is referred to as often as its
 * summary plans; a child refers to the same row as the one before, to one that an earlier child of the family referred
 * to, or to another, as often as real children do.
 */
final class ReferenceDraws implements ChainSampler.References {
    private static final int OPEN = -2;
    /** Rows of the table that are looked at for each child. */
    private static final int CANDIDATES = 32;
    /** Families whose references are drawn before the rows that they take are counted. */
    private static final int CHUNK = 256;

    private final List<Key> keys;
    private final List<Slots> slots = new ArrayList<>();
    /** For each foreign key the bins of the rows to refer to. */
    private final List<byte[][]> codes = new ArrayList<>();

    private final List<int[]> inherited;
    /** For each foreign key the groups of its rows by what must be equal, null where nothing must. */
    private final List<EqualColumns.Groups> groups = new ArrayList<>();
    /** For each foreign key and group the rows with how often each is to be referred to. */
    private final List<Slots[]> slotsOfGroups = new ArrayList<>();

    /** For each foreign key the rows to refer to by their times; null where a child may come before them. */
    private final List<EarlierRows> earlier;

    private final ContextBuilder contexts;
    private final RandomStream random;

    /**
     * @param keys one for each drawn foreign key
     * @param planned for each drawn foreign key how often each row is to be referred to
     * @param tables for each drawn foreign key the columns of the rows that it refers to
     * @param inherited for each drawn foreign key the rows that parents refer to, {@code [parents]}; null where it is
     *     not inherited
     * @param made the whole tables that foreign keys refer to, that of the parent first
     * @param earlier for each drawn foreign key the rows to refer to by their times; null where a child may come before
     * @param contexts builds the contexts of children
     */
    ReferenceDraws(
            final List<Key> keys,
            final List<double[]> planned,
            final List<Table> tables,
            final List<int[]> inherited,
            final List<Table> made,
            final List<EarlierRows> earlier,
            final ContextBuilder contexts,
            final long seed) {
        this.keys = keys;
        this.earlier = earlier;
        this.contexts = contexts;
        this.inherited = inherited;
        this.random = new RandomStream(seed);
        planned.forEach(counts -> slots.add(new Slots(counts)));
        for (int k = 0; k < keys.size(); k++) {
            codes.add(keys.get(k).classifier().rows().codes(tables.get(k)));
            final List<EqualColumns> equal = keys.get(k).equal();
            groups.add(equal.isEmpty() ? null : EqualColumns.Groups.of(equal, made, made.get(k + 1)));
            slotsOfGroups.add(equal.isEmpty() ? null : slots(groups.get(k), planned.get(k)));
        }
    }

    /** For each group the slots of its rows; empty for other groups. */
    private static Slots[] slots(final EqualColumns.Groups groups, final double[] planned) {
        final int[][] rows = new int[groups.byValues().size()][];
        final int[] counts = new int[rows.length];
        for (final int group : groups.ofRows()) {
            counts[group]++;
        }
        Arrays.setAll(rows, g -> new int[counts[g]]);
        Arrays.fill(counts, 0);
        for (int r = 0; r < groups.ofRows().length; r++) {
            final int group = groups.ofRows()[r];
            rows[group][counts[group]++] = r;
        }
        return Arrays.stream(rows).map(part -> new Slots(planned, part)).toArray(Slots[]::new);
    }

    /** The group from which a row's foreign key is drawn, -1 for all. */
    private int group(final ChainState state, final int key, final int family, final int row) {
        if (groups.get(key) == null) {
            return -1;
        }
        final int[] of = keys.get(key).equal().stream()
                .mapToInt(equal -> equal.source() < 0 ? state.parent(family) : state.references(equal.source())[row])
                .toArray();
        return groups.get(key).of(of);
    }

    /** Draws the foreign keys of the next row of each family. */
    @Override
    public void draw(final ChainState state, final int[] families, final int position) {
        for (int from = 0; !keys.isEmpty() && from < families.length; from += CHUNK) {
            final int[] part = Arrays.copyOfRange(families, from, Math.min(families.length, from + CHUNK));
            for (int k = 0; k < keys.size(); k++) {
                draw(state, k, part, position);
            }
        }
    }

    private void draw(final ChainState state, final int key, final int[] families, final int position) {
        final int[] target = state.references(key);
        if (inherited.get(key) != null) {
            for (final int family : families) {
                final int parent = state.parent(family);
                target[state.row(family, position)] =
                        parent < 0 ? -1 : inherited.get(key)[parent];
            }
            return;
        }
        final int[] open = new int[families.length];
        int count = 0;
        for (final int family : families) {
            final int row = state.row(family, position);
            target[row] = drawKnown(keys.get(key).habit(), target, row, position);
            final int group = group(state, key, family, row);
            if (target[row] >= 0 && group >= 0 && groups.get(key).ofRows()[target[row]] != group) {
                target[row] = OPEN;
            }
            if (target[row] == OPEN) {
                open[count++] = family;
            }
        }
        choose(state, key, Arrays.copyOf(open, count), position);
        for (final int family : families) {
            final int row = target[state.row(family, position)];
            if (row >= 0) {
                slots.get(key).take(row);
                if (groups.get(key) != null) {
                    slotsOfGroups.get(key)[groups.get(key).ofRows()[row]].take(row);
                }
            }
        }
    }

    /** Draws nothing, or a row that an earlier sibling refers to; {@value #OPEN} where it is to be another. */
    private int drawKnown(final Habit habit, final int[] target, final int row, final int position) {
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
        return OPEN;
    }

    /** Chooses among rows that are drawn by popularity, by the odds that the classifier gives them. */
    private void choose(final ChainState state, final int key, final int[] families, final int position) {
        final int[] candidates = new int[families.length * CANDIDATES];
        for (int i = 0; i < families.length; i++) {
            final int group = group(state, key, families[i], state.row(families[i], position));
            final Slots from = group < 0 ? slots.get(key) : slotsOfGroups.get(key)[group];
            for (int c = i * CANDIDATES; c < (i + 1) * CANDIDATES; c++) {
                candidates[c] = from.draw(random);
            }
        }
        final float[] logits = logits(state, key, families, position, candidates);
        final int[] target = state.references(key);
        final boolean repeats = keys.get(key).habit().repeats();
        for (int i = 0; i < families.length; i++) {
            final int row = state.row(families[i], position);
            int best = i * CANDIDATES;
            double bestScore = Double.NEGATIVE_INFINITY;
            for (int c = i * CANDIDATES; c < (i + 1) * CANDIDATES; c++) {
                final double score = logits[c] - Math.log(-Math.log(Math.max(1e-12, random.nextDouble())));
                if (score > bestScore
                        && (repeats || !isEarlier(target, row, position, candidates[c]))
                        && isBefore(state, key, families[i], position, candidates[c])) {
                    bestScore = score;
                    best = c;
                }
            }
            // Where all that are drawn by popularity are after the child, popularity matters less than order.
            target[row] = groups.get(key) != null || isBefore(state, key, families[i], position, candidates[best])
                    ? candidates[best]
                    : earlier.get(key).draw(state.expected(families[i], position), random);
        }
    }

    /** Whether a row is not after the child that may refer to it, where order matters. */
    private boolean isBefore(
            final ChainState state, final int key, final int family, final int position, final int candidate) {
        return earlier.get(key) == null || earlier.get(key).contains(candidate, state.expected(family, position));
    }

    private static boolean isEarlier(final int[] target, final int row, final int position, final int candidate) {
        for (int t = 1; t <= position; t++) {
            if (target[row - t] == candidate) {
                return true;
            }
        }
        return false;
    }

    private float[] logits(
            final ChainState state, final int key, final int[] families, final int position, final int[] candidates) {
        final ChainModel.Classifier classifier = keys.get(key).classifier();
        if (classifier.trees().roots().length == 0 || families.length == 0) {
            return new float[candidates.length];
        }
        final int[] positions = new int[families.length];
        Arrays.fill(positions, position);
        final byte[][] ofContexts =
                classifier.contexts().codes(contexts.firstReferences(key).build(state, families, positions));
        final byte[][] ofRows = codes.get(key);
        final byte[][] all = new byte[ofContexts.length + ofRows.length][candidates.length];
        for (int c = 0; c < all.length; c++) {
            for (int i = 0; i < candidates.length; i++) {
                all[c][i] = c < ofContexts.length
                        ? ofContexts[c][i / CANDIDATES]
                        : ofRows[c - ofContexts.length][candidates[i]];
            }
        }
        return classifier.trees().logits(all, candidates.length);
    }

    /**
     * How a foreign key is drawn.
     *
     * @param habit how often children refer to nothing, to earlier siblings' rows, or to others
     * @param classifier which other rows, given the context
     * @param equal columns of the row that equal columns of rows that are referred to before
     */
    record Key(Habit habit, ChainModel.Classifier classifier, List<EqualColumns> equal) {}

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

        /** Whether siblings ever refer to the same row. */
        boolean repeats() {
            return Arrays.stream(byPosition).anyMatch(shares -> shares[SAME] + shares[EARLIER] > 0);
        }

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
                            : t > 0 && target[state.row(f, t) - 1] == of
                                    ? SAME
                                    : seen.contains(of) ? EARLIER : KINDS - 1;
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

        private final int[] rows;
        private final double[] left;
        private final double[] tree;
        private double sum;

        Slots(final double[] planned) {
            this(planned, IntStream.range(0, planned.length).toArray());
        }

        /** @param rows the rows that can be drawn, ascending */
        Slots(final double[] planned, final int[] rows) {
            this.rows = rows;
            left = new double[rows.length];
            tree = new double[rows.length + 1];
            for (int i = 0; i < rows.length; i++) {
                final double count = planned[rows[i]];
                change(i, Math.max(0, Double.isNaN(count) ? 0 : count) + REST);
            }
        }

        private void change(final int index, final double by) {
            left[index] += by;
            sum += by;
            for (int i = index + 1; i < tree.length; i += i & -i) {
                tree[i] += by;
            }
        }

        void take(final int row) {
            final int index = Arrays.binarySearch(rows, row);
            change(index, -Math.min(1, left[index] - REST / 2));
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
            return rows[Math.min(at, left.length - 1)];
        }
    }
}
