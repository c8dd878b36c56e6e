// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nifigan.processors.Flow;
import io.nifigan.processors.augment.AugmentRecords;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.csv.CSVReader;
import org.apache.nifi.csv.CSVRecordSetWriter;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordServiceVerificationTest {
    private static final PropertyDescriptor READER = new AugmentRecords().getPropertyDescriptor("Record Reader");
    private static final PropertyDescriptor WRITER = new AugmentRecords().getPropertyDescriptor("Record Writer");
    private static final RecordSchema SCHEMA =
            new SimpleRecordSchema(List.of(new RecordField("id", RecordFieldType.INT.getDataType())));

    private TestRunner runner;

    /** A reader behind a proxy, as NiFi provides it to a component of another NAR; it may fail to open. */
    private static final class Reader extends CSVReader {
        private final Exception thrown;

        Reader(final Exception thrown) {
            this.thrown = thrown;
        }

        @Override
        public RecordReader createRecordReader(
                final Map<String, String> variables,
                final InputStream in,
                final long inputLength,
                final ComponentLog log)
                throws IOException, SchemaNotFoundException {
            switch (thrown) {
                case null -> {
                    return (RecordReader) Proxy.newProxyInstance(
                            RecordReader.class.getClassLoader(),
                            new Class<?>[] {RecordReader.class},
                            (proxy, method, arguments) -> null);
                }
                case SchemaNotFoundException e -> throw e;
                case RuntimeException e -> throw e;
                default -> throw new IOException("no header", thrown);
            }
        }
    }

    /** A writer that gives no schema. */
    private static final class Writer extends CSVRecordSetWriter {
        @Override
        public RecordSchema getSchema(final Map<String, String> variables, final RecordSchema readSchema)
                throws SchemaNotFoundException {
            throw new SchemaNotFoundException("none of this name");
        }
    }

    @BeforeEach
    void start() {
        runner = Flow.runner(new AugmentRecords());
    }

    private String said(final Outcome outcome, final ConfigVerificationResult result) {
        assertEquals(outcome, result.getOutcome(), result.getExplanation());
        return result.getExplanation();
    }

    private ConfigVerificationResult reader(final Exception thrown) {
        Flow.service(runner, "Record Reader", new Reader(thrown));
        return RecordServiceVerification.ofReader(runner.getProcessContext(), READER, Map.of(), runner.getLogger());
    }

    @Test
    void aReaderIsCalledWhatTheUserCallsItAndNotByTheClassOfItsProxy() {
        assertEquals("The reader 'Record Reader of Reader' opens", said(Outcome.SUCCESSFUL, reader(null)));
    }

    @Test
    void aReaderWithoutASchemaOrThatBreaksIsToldByName() {
        assertEquals(
                "The reader 'Record Reader of Reader' finds no schema: gone",
                said(Outcome.FAILED, reader(new SchemaNotFoundException("gone"))));
        assertEquals(
                "The reader 'Record Reader of Reader' does not open: broken",
                said(Outcome.FAILED, reader(new IllegalStateException("broken"))));
        assertEquals(
                "The reader 'Record Reader of Reader' infers its schema from the records, "
                        + "so it can be checked only when some arrive",
                said(Outcome.SUCCESSFUL, reader(new IOException("no header"))));
    }

    @Test
    void aWriterIsCalledWhatTheUserCallsIt() {
        Flow.csvWriter(runner);
        assertEquals(
                "The writer 'Record Writer of CSVRecordSetWriter' takes 1 of the model's 1 fields",
                said(
                        Outcome.SUCCESSFUL,
                        RecordServiceVerification.ofWriter(runner.getProcessContext(), WRITER, Map.of(), SCHEMA)));
        Flow.service(runner, "Record Writer", new Writer());
        assertEquals(
                "The writer 'Record Writer of Writer' finds no schema: none of this name",
                said(
                        Outcome.FAILED,
                        RecordServiceVerification.ofWriter(runner.getProcessContext(), WRITER, Map.of(), SCHEMA)));
    }
}
