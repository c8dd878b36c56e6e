// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.step;

import io.nifigan.bench.table.MixedTable;
import io.nifigan.encode.EncodedTable;
import io.nifigan.encode.EncoderFitter;
import io.nifigan.network.NetworkShape;
import io.nifigan.table.Table;
import io.nifigan.train.TrainingSettings;
import java.util.Set;

/**
 * The setup of step measurements: artificial rows of fifteen columns, and the settings.
 *
 * @param encoded the encoded rows
 * @param settings the default settings with the requested sizes
 */
record StepSetup(EncodedTable encoded, TrainingSettings settings) {
    /** Rows of a micro-batch, as in the training. */
    static final int MICRO_BATCH = 64;

    private static final int ROWS = 20_000;

    static StepSetup of(final int batch, final int width, final int blocks, final int threads) {
        final Table table = MixedTable.of(ROWS, 1);
        final TrainingSettings defaults = TrainingSettings.defaults();
        return new StepSetup(
                EncoderFitter.fit(table, Set.of()).encode(table),
                defaults.withNetwork(defaults.latentSize(), width, blocks)
                        .withBatchSize(batch)
                        .withThreads(threads));
    }

    NetworkShape generatorShape() {
        return new NetworkShape(settings.latentSize(), encoded.layout().rawSize(), settings.width(), settings.blocks());
    }

    NetworkShape discriminatorShape() {
        return new NetworkShape(encoded.layout().rowSize(), 1, settings.width(), settings.blocks());
    }

    int microBatches() {
        return (settings.batchSize() + MICRO_BATCH - 1) / MICRO_BATCH;
    }

    /** The number of rows of a micro-batch. */
    int rowsOf(final int index) {
        return Math.min(MICRO_BATCH, settings.batchSize() - index * MICRO_BATCH);
    }
}
