// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.sample;

import io.nifigan.common.Cancellation;
import io.nifigan.model.GANModel;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.flow.ProcessorStoppedException;
import io.nifigan.processors.flow.ReadAhead;
import io.nifigan.processors.record.GeneratedRecords;
import io.nifigan.processors.record.RecordOutput;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.sample.fair.FairTarget;
import io.nifigan.table.Table;
import java.util.function.IntFunction;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * Generates records from a model and writes them, some thousand at a time: memory does not grow with their number. The
 * next records are generated while the last ones are written.
 */
final class RecordStream implements AutoCloseable {
    private static final int CHUNK = 2_000;
    /**
     * Together with the current chunk, as many rows as a sampler draws at once: it draws the next ones while these are
     * written.
     */
    private static final int AHEAD = 3;

    private final Sampler sampler;
    private final GeneratedRecords records;
    private final ReadAhead<Table, SamplingException> chunks;
    private final GenerationProgress progress;
    /** How many records are still to be drawn; only the thread that draws uses it. */
    private long left;

    private Table chunk;
    private IntFunction<Record> chunkRecords;
    private int position;

    /**
     * @param fair the target that is drawn anew; null for none
     * @param progress hears of each chunk that is written
     * @param cancellation asked for each chunk, and while waiting for one
     */
    RecordStream(
            final GANModel model,
            final SampleRequest request,
            final FairTarget fair,
            final GenerationProgress progress,
            final Cancellation cancellation)
            throws SamplingException {
        this.progress = progress;
        sampler = new Sampler(model, request.settings(), fair);
        records = new GeneratedRecords(model);
        left = request.records();
        // For a single chunk, a second thread does not save time.
        chunks = new ReadAhead<>(this::draw, request.records() > CHUNK ? AHEAD : 0, cancellation);
    }

    private Table draw() throws SamplingException {
        if (left == 0) {
            return null;
        }
        final Table drawn = sampler.nextAvailable((int) Math.min(CHUNK, left));
        left -= drawn.rows();
        return drawn;
    }

    RecordSchema schema() {
        return records.schema();
    }

    /**
     * Writes the next records.
     *
     * @param count how many; in all no more than were asked for
     */
    void write(final RecordOutput output, final long count)
            throws SamplingException, FlowFileRejectedException, ProcessorStoppedException {
        long counted = 0;
        for (long written = 0; written < count; written++) {
            if (chunk == null || position == chunk.rows()) {
                progress.advance(written - counted);
                counted = written;
                chunk = chunks.next();
                chunkRecords = records.of(chunk);
                position = 0;
            }
            output.write(chunkRecords.apply(position++));
        }
        progress.advance(count - counted);
    }

    @Override
    public void close() {
        try (sampler) {
            chunks.close();
        }
    }
}
