// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.model.GanModel;
import io.nifigan.table.Table;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;

/** Learns a table: splits off the held-out rows, fits the encoder, plays the game, calibrates, measures. */
public final class ModelFitter {
    /** The fewest rows that can be learnt. */
    public static final int MIN_ROWS = 20;

    public ModelFitter(final TrainingSettings settings) {
        throw new UnsupportedOperationException("stub");
    }

    /**
     * @throws TrainingException where the table cannot be learnt (too few rows, no column to learn) or the training diverged;
     *                           {@link io.nifigan.train.TrainingStoppedException} where the listener ended it
     */
    public GanModel fit(final Table table, final TrainingListener listener) throws TrainingException {
        throw new UnsupportedOperationException("stub");
    }
}
