// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.flow.GANAttributes;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.exception.FlowFileAccessException;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.RecordSetWriter;
import org.apache.nifi.serialization.RecordSetWriterFactory;
import org.apache.nifi.serialization.WriteResult;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

/** Writes records to a FlowFile, as one record set. */
public final class RecordOutput implements Closeable {
    private final OutputStream out;
    private final RecordSetWriter writer;
    private long count;

    private RecordOutput(final OutputStream out, final RecordSetWriter writer) {
        this.out = out;
        this.writer = writer;
    }

    /**
     * Opens a FlowFile; the caller closes the result.
     *
     * @param schema the schema of the records that will be written; the writer may have one of its own
     * @param variables attributes by which the writer may find its schema
     * @throws FlowFileRejectedException if the writer cannot start
     */
    public static RecordOutput open(
            final ProcessSession session,
            final FlowFile flowFile,
            final RecordSetWriterFactory factory,
            final RecordSchema schema,
            final Map<String, String> variables)
            throws FlowFileRejectedException, IOException {
        final OutputStream out = session.write(flowFile);
        RecordSetWriter writer = null;
        try {
            writer = factory.createWriter(SilentLog.INSTANCE, factory.getSchema(variables, schema), out, variables);
            writer.beginRecordSet();
            return new RecordOutput(out, writer);
        } catch (final FlowFileAccessException e) {
            close(writer, out);
            throw e;
        } catch (final SchemaNotFoundException | IOException | RuntimeException e) {
            close(writer, out);
            throw refused(0, e);
        }
    }

    private static FlowFileRejectedException refused(final long count, final Exception e) {
        return new FlowFileRejectedException(
                "The Record Writer failed after %,d records (%s): does its schema fit these records?"
                        .formatted(count, FlowFileRejectedException.kinds(e)));
    }

    private static void close(final RecordSetWriter writer, final OutputStream out) throws IOException {
        try (out) {
            if (writer != null) {
                writer.close();
            }
        }
    }

    public void write(final Record record) throws FlowFileRejectedException {
        try {
            writer.write(record);
            count++;
        } catch (final FlowFileAccessException e) {
            throw e;
        } catch (final IOException | RuntimeException e) {
            throw refused(count, e);
        }
    }

    /** How many records were written. */
    public long count() {
        return count;
    }

    /** Ends the set, and returns the attributes of the FlowFile. */
    public Map<String, String> finish() throws FlowFileRejectedException {
        try {
            final WriteResult result = writer.finishRecordSet();
            writer.flush();
            final Map<String, String> attributes = new LinkedHashMap<>(result.getAttributes());
            attributes.put(GANAttributes.RECORD_COUNT, Long.toString(count));
            attributes.put(CoreAttributes.MIME_TYPE.key(), writer.getMimeType());
            return attributes;
        } catch (final FlowFileAccessException e) {
            throw e;
        } catch (final IOException | RuntimeException e) {
            throw refused(count, e);
        }
    }

    @Override
    public void close() throws IOException {
        close(writer, out);
    }
}
