// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.common.Cancellation;
import io.nifigan.common.RandomStream;
import io.nifigan.common.WorkerPool;
import io.nifigan.table.Table;
import io.nifigan.trees.BoostedTreesTrainer;
import io.nifigan.trees.RowBins;
import io.nifigan.trees.RowBinsFitter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Fits a classifier that tells the rows that children refer to from rows that are only referred to as often. Its odds
 * say how much likelier than by popularity alone a child of a given context refers to a row.
 */
final class ReferenceFitter {
    private static final int MAX_ROWS = 40_000;

    private final ChainState state;
    private final int key;
    private final ContextBuilder contexts;
    private final Table reference;

    /**
     * @param key the number of the foreign key among those that are drawn
     * @param contexts builds contexts with the foreign keys that are drawn before this one
     * @param reference the columns of the rows that it refers to
     */
    ReferenceFitter(final ChainState state, final int key, final ContextBuilder contexts, final Table reference) {
        this.state = state;
        this.key = key;
        this.contexts = contexts;
        this.reference = reference;
    }

    ChainModel.Classifier fit(final WorkerPool workers, final long seed, final Cancellation cancellation) {
        final RandomStream random = new RandomStream(seed);
        final int[] target = state.references(key);
        final int[] families = new int[state.rows()];
        final int[] positions = new int[state.rows()];
        int count = 0;
        for (int f = 0; f < state.families(); f++) {
            final Set<Integer> seen = new HashSet<>();
            for (int t = 0; t < state.length(f); t++) {
                final int of = target[state.row(f, t)];
                // Which earlier row is referred to again is not this classifier's question.
                if (of >= 0 && seen.add(of)) {
                    families[count] = f;
                    positions[count++] = t;
                }
            }
        }
        final int rows = Math.min(MAX_ROWS, count);
        for (int i = 0; i < rows; i++) {
            final int pick = i + random.nextInt(count - i);
            swap(families, i, pick);
            swap(positions, i, pick);
        }
        if (rows < 2 || reference.columns().isEmpty()) {
            return ChainModel.Classifier.none();
        }
        final int[] chosenFamilies = Arrays.copyOf(families, rows);
        final int[] chosenPositions = Arrays.copyOf(positions, rows);
        final Table context = new ContextBuilder(contexts).build(state, chosenFamilies, chosenPositions);
        final int[] real = new int[rows];
        Arrays.setAll(real, i -> target[state.row(chosenFamilies[i], chosenPositions[i])]);
        final int[] popular = new int[rows];
        Arrays.setAll(popular, i -> real[random.nextInt(rows)]);
        final RowBins contextBins = RowBinsFitter.fit(context, c -> true);
        final Table ofReal = reference.select(real);
        final RowBins rowBins = RowBinsFitter.fit(ofReal, c -> true);
        return new ChainModel.Classifier(
                contextBins,
                rowBins,
                BoostedTreesTrainer.fit(
                        ChainModel.Classifier.bins(contextBins, rowBins),
                        ChainModel.Classifier.codes(contextBins, context, rowBins, ofReal, 1),
                        ChainModel.Classifier.codes(contextBins, context, rowBins, reference.select(popular), 1),
                        workers,
                        random.nextLong(),
                        cancellation));
    }

    private static void swap(final int[] values, final int a, final int b) {
        final int held = values[a];
        values[a] = values[b];
        values[b] = held;
    }
}
