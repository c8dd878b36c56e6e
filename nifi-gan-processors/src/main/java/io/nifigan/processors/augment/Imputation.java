// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.augment;

import io.nifigan.augment.Completion;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.record.AugmentedRecords;
import io.nifigan.table.Table;
import java.util.List;
import org.apache.nifi.serialization.record.Record;

/** Fills in the missing fields of records. */
final class Imputation implements Augmentation {
    private final Completion completion;
    private final AugmentedRecords output;
    /** {@code [columns]}: which are to be filled in. */
    private final boolean[] chosen;
    private final AugmentationCounts counts;

    Imputation(final Completion completion, final AugmentedRecords output, final boolean[] chosen, final AugmentationCounts counts) {
        this.completion = completion;
        this.output = output;
        this.chosen = chosen.clone();
        this.counts = counts;
    }

    @Override
    public void take(final List<Record> records, final Table table, final Sink sink) throws FlowFileRejectedException {
        final boolean[][] missing = new boolean[chosen.length][];
        for (int c = 0; c < chosen.length; c++) {
            missing[c] = chosen[c] ? new boolean[records.size()] : null;
            for (int r = 0; chosen[c] && r < records.size(); r++) {
                missing[c][r] = table.isMissing(c, r) && isBlank(records.get(r).getValue(table.column(c).name()));
            }
        }
        final Table completed = completion.complete(table, missing);
        for (int r = 0; r < records.size(); r++) {
            int filled = 0;
            for (int c = 0; c < chosen.length; c++) {
                filled += chosen[c] && missing[c][r] && !completed.isMissing(c, r) ? 1 : 0;
            }
            counts.countCompleted(filled);
            sink.accept(filled == 0 ? output.original(records.get(r))
                    : output.with(records.get(r), completed, r, missing, AugmentedRecords.Origin.COMPLETED));
        }
    }

    /** A value that merely does not fit the column is no gap: it stays, and tells nothing. */
    private static boolean isBlank(final Object value) {
        return value == null || value instanceof CharSequence text && text.toString().isBlank();
    }
}
