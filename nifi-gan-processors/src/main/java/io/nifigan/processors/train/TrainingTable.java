// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.fit.HeldOutRows;
import io.nifigan.fit.ModelFitter;
import io.nifigan.model.AvroSchema;
import io.nifigan.model.GANModel;
import io.nifigan.table.Column;
import io.nifigan.table.LargeTable;
import io.nifigan.table.Table;
import io.nifigan.train.Checkpoints;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import java.util.List;

/** The records to learn, in memory or, if they do not fit, on disk. */
final class TrainingTable {
    private final Table inMemory;
    private final LargeTable onDisk;
    private final AvroSchema schema;

    private TrainingTable(final Table inMemory, final LargeTable onDisk, final AvroSchema schema) {
        this.inMemory = inMemory;
        this.onDisk = onDisk;
        this.schema = schema;
    }

    /** @param schema the records' Avro schema; null if they have none */
    static TrainingTable of(final Table table, final AvroSchema schema) {
        return new TrainingTable(table, null, schema);
    }

    /** Likewise. The caller must call {@link #learn}, which frees the disk. */
    static TrainingTable of(final LargeTable table, final AvroSchema schema) {
        return new TrainingTable(null, table, schema);
    }

    List<Column> columns() {
        return onDisk == null ? inMemory.columns() : onDisk.columns();
    }

    int rows() {
        return onDisk == null ? inMemory.rows() : onDisk.rows();
    }

    /** Frees the disk, instead of learning the records. */
    void discard() {
        if (onDisk != null) {
            onDisk.close();
        }
    }

    /** Learns the records; may be called once. Afterwards no record is on disk. */
    GANModel learn(final ModelFitter fitter, final TrainingListener listener, final Checkpoints checkpoints)
            throws TrainingException {
        return fit(fitter, listener, checkpoints).toBuilder().schema(schema).build();
    }

    private GANModel fit(final ModelFitter fitter, final TrainingListener listener, final Checkpoints checkpoints)
            throws TrainingException {
        if (onDisk == null) {
            return fitter.fit(inMemory, listener, checkpoints);
        }
        try (LargeTable closing = onDisk) {
            return fitter.fit(closing, listener, checkpoints);
        }
    }

    /** The records that a model learnt and the held-out ones; a sample of them if they were on disk. */
    HeldOutRows split(final GANModel model) {
        return onDisk == null ? HeldOutRows.of(model, inMemory) : HeldOutRows.of(model, onDisk.sample(), onDisk.rows());
    }
}
