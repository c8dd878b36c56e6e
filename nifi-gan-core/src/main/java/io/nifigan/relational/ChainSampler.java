// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.common.RandomStream;
import io.nifigan.common.WorkerPool;
import io.nifigan.relational.rows.Frame;
import io.nifigan.relational.schema.ForeignKey;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Makes the rows of a child table, position by position in all families at once. */
final class ChainSampler {
    /** Rows drawn for each context, of which one is chosen. */
    private static final int MAX_CANDIDATES = 16;

    private static final int MIN_CANDIDATES = 4;
    /** The number of candidates for all rows of a table, about; large tables get fewer candidates a row. */
    private static final int MAX_DRAWN = 5_000_000;
    /** Families that one thread continues at a time. */
    private static final int CHUNK = 512;
    /** How often candidates are drawn for a row before it is left out, since all break rules or natural keys. */
    private static final int MAX_TRIES = 4;
    /** More than the odds of two candidates ever differ by, as a logarithm. */
    private static final double STRANGE = 1e6;

    /** Sets the rows of other tables that the next child of each family refers to. */
    interface References {
        void draw(ChainState state, int[] families, int position);

        /** They are set already. */
        static References set() {
            return (state, families, position) -> {};
        }
    }

    private final ChainModel model;
    private final int candidates;
    private final ChainState state;
    private final ContextBuilder contexts;
    private final References references;
    private final ColumnKind orderKind;
    private final long seed;
    private final int threads;
    /** For each natural key the combinations that exist. */
    private final List<Set<List<Object>>> taken = new ArrayList<>();

    /**
     * @param state the families, whose rows are made
     * @param contexts builds the contexts of rows
     * @param references draws foreign keys
     * @param orderKind the kind of the column that orders the children; null for none
     */
    ChainSampler(
            final ChainModel model,
            final ChainState state,
            final ContextBuilder contexts,
            final References references,
            final ColumnKind orderKind,
            final long seed,
            final int threads) {
        this.model = model;
        this.state = state;
        this.candidates = Math.clamp(MAX_DRAWN / Math.max(1, state.rows()), MIN_CANDIDATES, MAX_CANDIDATES);
        this.contexts = contexts;
        this.references = references;
        this.orderKind = orderKind;
        this.seed = seed;
        this.threads = threads;
        model.design().schema().once().forEach(columns -> taken.add(new HashSet<>()));
    }

    /** Whether as many rows may be made several times, of which one is chosen. */
    static boolean mayRepeat(final int rows, final int times) {
        return (long) rows * times * MAX_CANDIDATES <= MAX_DRAWN;
    }

    void run() {
        final int longest =
                IntStream.range(0, state.families()).map(state::length).max().orElse(0);
        int[] active = IntStream.range(0, state.families()).toArray();
        final int size = Math.max(1, threads);
        final ContextDraws[] draws = new ContextDraws[size];
        try (WorkerPool workers = new WorkerPool(size)) {
            Arrays.setAll(draws, i -> model.draws());
            for (int t = 0; t < longest; t++) {
                final int position = t;
                active = Arrays.stream(active)
                        .filter(f -> state.length(f) > position)
                        .toArray();
                final int[] families = active;
                references.draw(state, families, position);
                final int chunks = (families.length + CHUNK - 1) / CHUNK;
                workers.run(worker -> {
                    for (int chunk = worker; chunk < chunks; chunk += size) {
                        final int[] part = Arrays.copyOfRange(
                                families, chunk * CHUNK, Math.min(families.length, (chunk + 1) * CHUNK));
                        make(draws[worker], part, position, (long) position << 32 | chunk);
                    }
                });
            }
        } finally {
            for (final ContextDraws each : draws) {
                if (each != null) {
                    each.close();
                }
            }
        }
    }

    private void make(final ContextDraws draws, final int[] families, final int position, final long number) {
        final RandomStream random = new RandomStream(RandomStream.stream(seed, number));
        int[] left = families;
        for (int attempt = 1; left.length > 0; attempt++) {
            left = choose(draws, left, position, random, attempt == MAX_TRIES);
        }
    }

    /** Chooses a row for each family, and returns the families for which no candidate is possible. */
    private int[] choose(
            final ContextDraws draws,
            final int[] families,
            final int position,
            final RandomStream random,
            final boolean last) {
        final int[] positions = new int[families.length];
        Arrays.fill(positions, position);
        final Table context = new ContextBuilder(contexts).build(state, families, positions);
        final ChainModel.Drawn draw =
                model.draw(draws, context, candidates, random, state, families, positions, contexts);
        final Table drawn = draw.rows();
        final double[] times = draw.times();
        final boolean[] keeping = draw.keeping();
        final float[] logits = model.logits(
                context, RowFeatures.of(drawn, times, state.table(), draw.before(), orderKind), candidates);
        final Table known = state.table();
        final int[] failed = new int[families.length];
        int failures = 0;
        for (int i = 0; i < families.length; i++) {
            int best = -1;
            double bestScore = Double.NEGATIVE_INFINITY;
            for (int r = i * candidates; r < (i + 1) * candidates; r++) {
                // The Gumbel-max trick draws a candidate with probability proportional to its odds.
                final double odds = logits[r] - Math.log(-Math.log(Math.max(1e-12, random.nextDouble())));
                final boolean follows =
                        model.mayFollow(known, draw.before()[r], drawn, r, state.length(families[i]) - 1 - position);
                // A row whose categories never follow those before is better than none.
                final double score = follows ? odds : odds - STRANGE;
                if (score > bestScore
                        && (follows || last)
                        && keeping[r]
                        && isNew(families[i], position, drawn, r, times[r])) {
                    best = r;
                    bestScore = score;
                }
            }
            final int row = state.row(families[i], position);
            if (best >= 0) {
                state.put(row, position == 0, drawn, best, times[best]);
                remember(families[i], position, drawn, best, times[best]);
            } else if (last) {
                // The family goes on from a row that will be left out.
                state.put(row, position == 0, drawn, i * candidates, times[i * candidates]);
                state.leaveOut(row);
            } else {
                failed[failures++] = families[i];
            }
        }
        return Arrays.copyOf(failed, failures);
    }

    private boolean isNew(final int family, final int position, final Table drawn, final int row, final double time) {
        for (int k = 0; k < taken.size(); k++) {
            final List<Object> values = values(k, family, position, drawn, row, time);
            synchronized (taken.get(k)) {
                if (values != null && taken.get(k).contains(values)) {
                    return false;
                }
            }
        }
        return true;
    }

    private void remember(final int family, final int position, final Table drawn, final int row, final double time) {
        for (int k = 0; k < taken.size(); k++) {
            final List<Object> values = values(k, family, position, drawn, row, time);
            synchronized (taken.get(k)) {
                if (values != null) {
                    taken.get(k).add(values);
                }
            }
        }
    }

    /** The values of a natural key; null where a part of it is made later. */
    private List<Object> values(
            final int natural,
            final int family,
            final int position,
            final Table drawn,
            final int row,
            final double time) {
        final ChildDesign design = model.design();
        final List<Object> values = new ArrayList<>();
        for (final String column : design.schema().once().get(natural)) {
            final int index = Frame.index(drawn.columns(), column);
            if (design.context() != null && column.equals(design.context().column())) {
                values.add(family);
            } else if (column.equals(design.order())) {
                values.add(time);
            } else if (index >= 0) {
                values.add(
                        drawn.column(index).kind().isNumeric()
                                ? (Object) drawn.numbers(index)[row]
                                : (Object) drawn.codes(index)[row]);
            } else {
                final int key = drawnKey(column);
                if (key < 0) {
                    return null;
                }
                values.add(state.references(key)[state.row(family, position)]);
            }
        }
        return values;
    }

    private int drawnKey(final String column) {
        final List<ForeignKey> drawn = model.design().drawn();
        return IntStream.range(0, drawn.size())
                .filter(k -> drawn.get(k).column().equals(column))
                .findFirst()
                .orElse(-1);
    }
}
