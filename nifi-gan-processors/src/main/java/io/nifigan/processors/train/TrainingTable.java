// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.fit.HeldOutRows;
import io.nifigan.fit.ModelFitter;
import io.nifigan.model.GANModel;
import io.nifigan.table.Column;
import io.nifigan.table.LargeTable;
import io.nifigan.table.Table;
import io.nifigan.train.Checkpoints;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import java.util.List;

/** The records to learn, in memory or, where there are too many, on disk. */
final class TrainingTable {
    private final Table inMemory;
    private final LargeTable onDisk;

    private TrainingTable(final Table inMemory, final LargeTable onDisk) {
        this.inMemory = inMemory;
        this.onDisk = onDisk;
    }

    static TrainingTable of(final Table table) {
        return new TrainingTable(table, null);
    }

    /** It is the caller's to {@link #learn} it, which frees the disk. */
    static TrainingTable of(final LargeTable table) {
        return new TrainingTable(null, table);
    }

    List<Column> columns() {
        return onDisk == null ? inMemory.columns() : onDisk.columns();
    }

    int rows() {
        return onDisk == null ? inMemory.rows() : onDisk.rows();
    }

    /** Learns the records, once: afterwards, none of them is on disk. */
    GANModel learn(final ModelFitter fitter, final TrainingListener listener, final Checkpoints checkpoints)
            throws TrainingException {
        if (onDisk == null) {
            return fitter.fit(inMemory, listener, checkpoints);
        }
        try (LargeTable closing = onDisk) {
            return fitter.fit(closing, listener, checkpoints);
        }
    }

    /** Records that a model learnt, and such that it did not; a sample of them where they were on disk. */
    HeldOutRows split(final GANModel model) {
        return onDisk == null ? HeldOutRows.of(model, inMemory) : HeldOutRows.of(model, onDisk.sample(), onDisk.rows());
    }
}
