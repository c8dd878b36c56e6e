// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.sample;

import io.nifigan.model.GanModel;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.flow.ProcessorStoppedException;
import io.nifigan.processors.record.GeneratedRecords;
import io.nifigan.processors.record.RecordOutput;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.SamplingException;
import io.nifigan.table.Table;
import java.util.function.BooleanSupplier;
import org.apache.nifi.serialization.record.RecordSchema;

/** Draws records from a model, a few thousand at a time, and writes them out: memory does not grow with their number. */
final class RecordStream implements AutoCloseable {
    private static final int CHUNK = 2_000;

    private final Sampler sampler;
    private final GeneratedRecords records;
    private final BooleanSupplier mayContinue;
    private Table chunk;
    private int position;

    RecordStream(final GanModel model, final SampleRequest request, final BooleanSupplier mayContinue) throws SamplingException {
        sampler = new Sampler(model, request.settings());
        records = new GeneratedRecords(model.columns());
        this.mayContinue = mayContinue;
    }

    RecordSchema schema() {
        return records.schema();
    }

    /**
     * Writes the next records.
     *
     * @param left how many more will be asked for in all, these included: no more are drawn
     */
    void write(final RecordOutput output, final long count, final long left)
            throws SamplingException, FlowFileRejectedException, ProcessorStoppedException {
        for (long written = 0; written < count; written++) {
            if (chunk == null || position == chunk.rows()) {
                if (!mayContinue.getAsBoolean()) {
                    throw new ProcessorStoppedException();
                }
                chunk = sampler.some((int) Math.min(CHUNK, left - written));
                position = 0;
            }
            output.write(records.toRecord(chunk, position++));
        }
    }

    @Override
    public void close() {
        sampler.close();
    }
}
