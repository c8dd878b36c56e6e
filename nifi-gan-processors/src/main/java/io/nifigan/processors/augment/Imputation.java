// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.augment;

import io.nifigan.augment.Imputer;
import io.nifigan.encode.TableEncoder;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.record.AugmentedRecords;
import io.nifigan.table.Table;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.nifi.serialization.record.Record;

/** The task Impute: fills in the missing fields of records. */
final class Imputation implements Augmentation {
    private final Imputer imputer;
    private final AugmentedRecords output;
    /** {@code [columns]}: which are to be filled in. */
    private final boolean[] chosen;

    private final AugmentationCounts counts;
    /** For each column, the blank texts that the model learnt as values. */
    private final List<Set<String>> blanks;

    Imputation(
            final TableEncoder encoder,
            final Imputer imputer,
            final AugmentedRecords output,
            final boolean[] chosen,
            final AugmentationCounts counts) {
        this.blanks = IntStream.range(0, encoder.columns().size())
                .mapToObj(c -> blanks(encoder, c))
                .toList();
        this.imputer = imputer;
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
                missing[c][r] =
                        isMissing(records.get(r).getValue(table.column(c).name()), c);
            }
        }
        final Table completed = imputer.complete(table, missing);
        for (int r = 0; r < records.size(); r++) {
            int filled = 0;
            for (int c = 0; c < chosen.length; c++) {
                filled += chosen[c] && missing[c][r] && !completed.isMissing(c, r) ? 1 : 0;
            }
            counts.countCompleted(filled);
            sink.accept(
                    filled == 0
                            ? output.original(records.get(r))
                            : output.with(records.get(r), completed, r, missing, AugmentedRecords.Origin.COMPLETED));
        }
    }

    private static Set<String> blanks(final TableEncoder encoder, final int column) {
        return encoder.support(column).stream()
                .flatMap(support -> support.values().stream())
                .filter(value -> value != null && value.isBlank())
                .collect(Collectors.toSet());
    }

    /** A value that does not fit its column is not missing: it stays, and says nothing about the missing ones. */
    private boolean isMissing(final Object value, final int column) {
        return value == null
                || value instanceof CharSequence text
                        && text.toString().isBlank()
                        && !blanks.get(column).contains(text.toString());
    }
}
