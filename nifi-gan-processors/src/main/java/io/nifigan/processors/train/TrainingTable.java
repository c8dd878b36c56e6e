// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.fit.HeldOutRows;
import io.nifigan.fit.ModelFitter;
import io.nifigan.fit.PrivateFitter;
import io.nifigan.model.GANModel;
import io.nifigan.processors.record.RecordLayout;
import io.nifigan.processors.record.SpillProperties;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnVerdict;
import io.nifigan.table.LargeTable;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.train.Checkpoints;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import java.util.List;
import java.util.stream.Stream;

/** The records to learn, in memory or, if they do not fit, on disk. */
final class TrainingTable {
    private final Table inMemory;
    private final LargeTable onDisk;
    private final RecordLayout layout;
    private final List<ColumnVerdict> verdicts;

    private TrainingTable(
            final Table inMemory,
            final LargeTable onDisk,
            final RecordLayout layout,
            final List<ColumnVerdict> verdicts) {
        this.inMemory = inMemory;
        this.onDisk = onDisk;
        this.layout = layout;
        this.verdicts = verdicts;
    }

    /**
     * Builds the table of all records added to a builder. The caller must call {@link #learn}, which frees the disk.
     *
     * @param layout how the records became the table
     */
    static TrainingTable of(final TableBuilder builder, final RecordLayout layout) {
        final Table inMemory = builder.isLarge() ? null : builder.build();
        final LargeTable onDisk = builder.isLarge() ? builder.buildLarge(SpillProperties.sample()) : null;
        return new TrainingTable(inMemory, onDisk, layout, builder.verdicts());
    }

    /** What becomes of each column. */
    List<ColumnVerdict> verdicts() {
        return verdicts;
    }

    List<Column> columns() {
        return onDisk == null ? inMemory.columns() : onDisk.columns();
    }

    /** Notes for the user on what the table does not keep of the records. */
    List<String> notes() {
        return Stream.concat(layout.notes().stream(), layout.notes(columns()).stream())
                .toList();
    }

    int rows() {
        return onDisk == null ? inMemory.rows() : onDisk.rows();
    }

    /** The records, or a sample of those on disk. */
    Table sample() {
        return onDisk == null ? inMemory : onDisk.sample();
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
        return complete(fit(fitter.saying(verdicts), listener, checkpoints));
    }

    /** Learns the records privately; they must be in memory. */
    GANModel learn(final PrivateFitter fitter, final TrainingListener listener) throws TrainingException {
        return complete(fitter.fit(inMemory, listener));
    }

    /** The model with what only the records' layout knows. */
    private GANModel complete(final GANModel model) {
        final List<String> leftOut = Stream.concat(
                        layout.unlearnt().values().stream(), model.provenance().leftOut().stream())
                .toList();
        return model.toBuilder()
                .schema(layout.schema().orElse(null))
                .provenance(model.provenance().withLeftOut(leftOut))
                .build();
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
