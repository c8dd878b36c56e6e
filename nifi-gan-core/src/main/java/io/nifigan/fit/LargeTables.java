// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.common.Cancellation;
import io.nifigan.common.WorkerPool;
import io.nifigan.encode.ColumnSummary;
import io.nifigan.encode.EncodedFile;
import io.nifigan.encode.TableEncoder;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.LargeTable;
import io.nifigan.table.SpillException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingStoppedException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * The two passes over a table on disk: one summarizes its columns, one encodes its rows. The number of threads does not
 * change the results.
 */
final class LargeTables {
    private final LargeTable table;
    private final int threads;
    private final TrainingListener listener;

    LargeTables(final LargeTable table, final int threads, final TrainingListener listener) {
        this.table = table;
        this.threads = threads;
        this.listener = listener;
    }

    /**
     * The summaries of all columns. Each column is summarized by one thread, since its sketches depend on the order of
     * rows.
     */
    List<ColumnSummary> summaries() throws TrainingStoppedException {
        final List<ColumnSummary> summaries = table.columns().stream()
                .map(Column::step)
                .map(ColumnSummary::new)
                .toList();
        run((member, size, cancellation) -> {
            for (int c = member; c < summaries.size(); c += size) {
                // Identifiers are not learnt.
                final boolean learnt = table.columns().get(c).kind() != ColumnKind.IDENTIFIER;
                for (int block = 0; learnt && block < table.blocks() && !cancellation.isCancelled(); block++) {
                    summaries.get(c).add(table.block(block, c));
                }
            }
        });
        return summaries;
    }

    /**
     * Encodes all rows but some, into a file that the caller must close.
     *
     * @param excluded indices of the rows to leave out
     */
    EncodedFile encode(final TableEncoder encoder, final int[] excluded) throws TrainingStoppedException {
        final int[] sortedExcluded = excluded.clone();
        Arrays.sort(sortedExcluded);
        final EncodedFile encoded = new EncodedFile(
                encoder.layout(),
                table.rows() - sortedExcluded.length,
                table.settings().directory());
        boolean done = false;
        try {
            run((member, size, cancellation) -> {
                for (int block = member; block < table.blocks() && !cancellation.isCancelled(); block += size) {
                    final int start = table.start(block);
                    final int[] chosen = IntStream.range(start, table.start(block + 1))
                            .filter(r -> Arrays.binarySearch(sortedExcluded, r) < 0)
                            .map(r -> r - start)
                            .toArray();
                    final int before = Arrays.binarySearch(sortedExcluded, start);
                    encoded.put(
                            encoder.encode(table.block(block)), chosen, start - (before < 0 ? -before - 1 : before));
                }
            });
            encoded.map();
            done = true;
            return encoded;
        } finally {
            if (!done) {
                encoded.close();
            }
        }
    }

    /** The part of the work of one thread. */
    private interface Share {
        void run(int member, int size, Cancellation cancellation);
    }

    private void run(final Share share) throws TrainingStoppedException {
        final Cancellation stop = listener.cancellation().shared();
        // A failure of the disk on any thread must reach the caller as it is.
        final AtomicReference<SpillException> failure = new AtomicReference<>();
        final Cancellation failed = Cancellation.when(() -> failure.get() != null);
        try (WorkerPool workers = WorkerPool.ofTraining(threads)) {
            workers.run(member -> {
                try {
                    share.run(member, workers.size(), stop.or(failed));
                } catch (final SpillException e) {
                    failure.set(e);
                }
            });
        }
        if (failure.get() != null) {
            throw failure.get();
        }
        if (stop.isCancelled()) {
            throw new TrainingStoppedException();
        }
    }
}
