// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.common.Cancellation;
import io.nifigan.common.RandomStream;
import io.nifigan.common.WorkerPool;
import io.nifigan.relational.rows.Frame;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import io.nifigan.trees.BoostedTreesTrainer;
import io.nifigan.trees.RowBins;
import io.nifigan.trees.RowBinsFitter;
import java.util.Arrays;
import java.util.List;

/**
 * Chooses whole families among several that were made for the same parent, by the odds of a classifier that sees the
 * parent and what its children come to.
 */
final class FamilyChooser {
    private static final FamilyChooser NONE = new FamilyChooser(ChainModel.Classifier.none());

    private final ChainModel.Classifier classifier;

    FamilyChooser(final ChainModel.Classifier classifier) {
        this.classifier = classifier;
    }

    /** The classifier that weighs families. */
    ChainModel.Classifier classifier() {
        return classifier;
    }

    /** Chooses at random. */
    static FamilyChooser none() {
        return NONE;
    }

    /**
     * Trains the classifier.
     *
     * @param parents the columns of parents that tell of children
     * @param prefix begins the names of those that are planned, which the classifier does not see
     * @param real all families
     * @param made as many families of the same parents, made from what was planned for the real ones
     */
    static FamilyChooser fit(
            final Table parents,
            final String prefix,
            final ChainState real,
            final ChainState made,
            final WorkerPool workers,
            final long seed,
            final Cancellation cancellation) {
        final Table context = contexts(parents, prefix, real);
        final Table ofReal = totals(real);
        final Table ofMade = totals(made);
        final RowBins contextBins = RowBinsFitter.fit(context, c -> true);
        final RowBins bins = RowBinsFitter.fit(ofReal, c -> true);
        return new FamilyChooser(new ChainModel.Classifier(
                contextBins,
                bins,
                BoostedTreesTrainer.fit(
                        ChainModel.Classifier.bins(contextBins, bins),
                        ChainModel.Classifier.codes(contextBins, context, bins, ofReal, 1),
                        ChainModel.Classifier.codes(contextBins, context, bins, ofMade, 1),
                        workers,
                        seed,
                        cancellation)));
    }

    /** The columns of each family's parent. */
    private static Table contexts(final Table parents, final String prefix, final ChainState state) {
        final Frame frame = new Frame(parents.rows());
        for (int c = 0; c < parents.columns().size(); c++) {
            if (!parents.column(c).name().startsWith(prefix)) {
                frame.add(parents, c);
            }
        }
        final int[] rows = new int[state.families()];
        Arrays.setAll(rows, state::parent);
        final Table own = frame.table();
        final Frame contexts = new Frame(rows.length);
        for (int c = 0; c < own.columns().size(); c++) {
            ContextBuilder.gather(contexts, own, c, rows, "");
        }
        return contexts.table();
    }

    /** What the children of each family come to. */
    private static Table totals(final ChainState state) {
        final int[] family = new int[state.rows()];
        for (int f = 0; f < state.families(); f++) {
            Arrays.fill(family, state.row(f, 0), state.row(f, 0) + state.length(f), f);
        }
        final Table rows = state.table();
        final Frame frame = new Frame(state.families());
        final FamilySummary summary = new FamilySummary(rows, family, state.families(), frame, "");
        summary.addCount();
        for (int c = 0; c < rows.columns().size(); c++) {
            final Column column = rows.column(c);
            if (column.field().marksForm() || column.kind() == ColumnKind.IDENTIFIER) {
                continue;
            }
            if (FamilySummary.isSummedUp(column)) {
                summary.addNumber(c, true);
            } else if (!column.kind().isNumeric()) {
                summary.addKinds(c);
            }
        }
        final double[] first = new double[state.families()];
        final double[] last = new double[state.families()];
        Arrays.setAll(first, f -> state.time()[state.row(f, 0)]);
        Arrays.setAll(last, f -> state.time()[state.row(f, state.length(f) - 1)]);
        return frame.add(Frame.number("first", ColumnKind.DECIMAL), first)
                .add(Frame.number("last", ColumnKind.DECIMAL), last)
                .table();
    }

    /**
     * Chooses one of several states for each family.
     *
     * @param states the same families, made independently
     * @return {@code [families]}: the number of the chosen state
     */
    int[] choose(final Table parents, final String prefix, final List<ChainState> states, final RandomStream random) {
        final Table context = contexts(parents, prefix, states.getFirst());
        final int[] chosen = new int[states.getFirst().families()];
        final double[] best = new double[chosen.length];
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        for (int s = 0; s < states.size(); s++) {
            final float[] logits = classifier.logits(context, totals(states.get(s)), 1);
            for (int f = 0; f < chosen.length; f++) {
                final double score = logits[f] - Math.log(-Math.log(Math.max(1e-12, random.nextDouble())));
                if (score > best[f]) {
                    best[f] = score;
                    chosen[f] = s;
                }
            }
        }
        return chosen;
    }
}
