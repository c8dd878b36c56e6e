// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.processors.flow.FlowFileRejectedException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.exception.FlowFileAccessException;
import org.apache.nifi.processor.exception.MissingFlowFileException;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * Reads the records of a FlowFile one by one. Record readers quote values in their messages, and a value may be a
 * person's name. Exceptions of this class therefore say where and how reading failed, and quote nothing.
 */
public final class FlowFileRecords implements Closeable {
    private final InputStream in;
    private final RecordReader reader;
    private final RecordSchema schema;
    private long count;

    private FlowFileRecords(final InputStream in, final RecordReader reader, final RecordSchema schema) {
        this.in = in;
        this.reader = reader;
        this.schema = schema;
    }

    /**
     * Opens a FlowFile; the caller closes the result.
     *
     * @throws FlowFileRejectedException if the reader finds no schema or cannot start
     */
    public static FlowFileRecords open(
            final ProcessSession session, final FlowFile flowFile, final RecordReaderFactory factory)
            throws FlowFileRejectedException, IOException {
        if (flowFile.getSize() == 0) {
            throw new FlowFileRejectedException("The FlowFile is empty: it holds no records");
        }
        final InputStream in = session.read(flowFile);
        RecordReader reader = null;
        try {
            reader = factory.createRecordReader(flowFile, in, SilentLog.INSTANCE);
            return new FlowFileRecords(in, reader, reader.getSchema());
        } catch (final FlowFileAccessException | MissingFlowFileException e) {
            close(reader, in);
            throw e;
        } catch (final SchemaNotFoundException | MalformedRecordException | IOException | RuntimeException e) {
            close(reader, in);
            throw new FlowFileRejectedException(("The Record Reader cannot read the FlowFile (%s): is it of the "
                            + "reader's format, and does the reader know its schema?")
                    .formatted(FlowFileRejectedException.kinds(e)));
        }
    }

    private static void close(final RecordReader reader, final InputStream in) throws IOException {
        try (in) {
            if (reader != null) {
                reader.close();
            }
        }
    }

    public RecordSchema schema() {
        return schema;
    }

    /** The number of records read so far. */
    public long count() {
        return count;
    }

    /**
     * The next record, or null after the last.
     *
     * @throws FlowFileRejectedException if the reader fails
     */
    public Record next() throws FlowFileRejectedException {
        try {
            final Record record = reader.nextRecord();
            if (record != null) {
                count++;
            }
            return record;
        } catch (final FlowFileAccessException | MissingFlowFileException e) {
            throw e;
        } catch (final MalformedRecordException | IOException | RuntimeException e) {
            throw new FlowFileRejectedException(
                    "The Record Reader failed after %,d records (%s): look at the record after these"
                            .formatted(count, FlowFileRejectedException.kinds(e)));
        }
    }

    @Override
    public void close() throws IOException {
        close(reader, in);
    }
}
