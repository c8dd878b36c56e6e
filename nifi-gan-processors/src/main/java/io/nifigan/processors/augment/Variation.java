// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.augment;

import io.nifigan.augment.Imputer;
import io.nifigan.common.Cancellation;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.flow.ProcessorStoppedException;
import io.nifigan.processors.record.AugmentedRecords;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.List;
import org.apache.nifi.serialization.record.Record;

/** The task Vary: makes variations of records, each after its record. */
final class Variation implements Augmentation {
    private static final int CHUNK = 1_024;

    private final Imputer imputer;
    private final AugmentedRecords output;
    private final boolean[] kept;
    private final int variations;
    private final boolean originals;
    private final AugmentationCounts counts;
    private final Cancellation cancellation;

    /**
     * @param kept {@code [columns]}: which stay as they are
     * @param variations the number of variations of each record, 1 or more
     * @param originals whether the output includes the real records
     */
    Variation(
            final Imputer imputer,
            final AugmentedRecords output,
            final boolean[] kept,
            final int variations,
            final boolean originals,
            final AugmentationCounts counts,
            final Cancellation cancellation) {
        this.imputer = imputer;
        this.output = output;
        this.kept = kept.clone();
        this.variations = variations;
        this.originals = originals;
        this.counts = counts;
        this.cancellation = cancellation;
    }

    @Override
    public void take(final List<Record> records, final Table table, final Sink sink)
            throws FlowFileRejectedException, ProcessorStoppedException {
        final long all = (long) records.size() * variations;
        for (long from = 0; from < all; from += CHUNK) {
            if (cancellation.isCancelled()) {
                throw new ProcessorStoppedException();
            }
            final int[] rows = new int[(int) Math.min(CHUNK, all - from)];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = (int) ((from + i) / variations);
            }
            final boolean[][] redrawn = new boolean[kept.length][];
            for (int c = 0; c < kept.length; c++) {
                if (!kept[c]) {
                    redrawn[c] = new boolean[rows.length];
                    Arrays.fill(redrawn[c], true);
                }
            }
            final Table varied = imputer.complete(table.select(rows), redrawn);
            for (int i = 0; i < rows.length; i++) {
                final Record record = records.get(rows[i]);
                if (originals && (from + i) % variations == 0) {
                    sink.accept(output.original(record));
                }
                sink.accept(output.with(record, varied, i, redrawn, AugmentedRecords.Origin.SYNTHETIC));
            }
            counts.countAdded(rows.length);
        }
    }
}
