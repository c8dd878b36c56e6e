// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.processors.augment.AugmentRecords;
import io.nifigan.processors.sample.SampleGenerator;
import io.nifigan.processors.score.ScoreDiscriminator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.nifi.csv.CSVRecordSetWriter;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.processor.exception.FlowFileAccessException;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.RecordSetWriter;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A content repository whose disk is full while records are written: nothing is lost, and work continues when there is
 * room.
 */
class FullDiskTest {
    @TempDir
    private Path folder;

    /** Writes to a disk of limited size. As in a session, a failure is a {@link FlowFileAccessException}. */
    private static final class Writer extends CSVRecordSetWriter {
        private volatile int room;

        @Override
        public RecordSetWriter createWriter(
                final ComponentLog log,
                final RecordSchema schema,
                final OutputStream out,
                final Map<String, String> variables)
                throws SchemaNotFoundException, IOException {
            return super.createWriter(
                    log,
                    schema,
                    new OutputStream() {
                        private int written;

                        @Override
                        public void write(final int value) throws IOException {
                            if (++written > room) {
                                throw new FlowFileAccessException(
                                        "Could not write to the content repository",
                                        new IOException("No space left on device"));
                            }
                            out.write(value);
                        }

                        @Override
                        public void flush() throws IOException {
                            out.flush();
                        }

                        @Override
                        public void close() throws IOException {
                            out.close();
                        }
                    },
                    variables);
        }
    }

    private void staysInTheQueue(
            final Processor processor,
            final String relationship,
            final Map<String, String> settings,
            final boolean reads)
            throws IOException {
        final TestRunner runner = Flow.runner(processor);
        final Writer writer = new Writer();
        if (reads) {
            Flow.csvReader(runner);
        }
        Flow.service(runner, "Record Writer", writer);
        Flow.set(runner, settings);
        runner.setProperty("Model Source", "File");
        runner.setProperty(
                "Model Location",
                Files.write(folder.resolve("model.zip"), Customers.model()).toString());
        runner.enqueue(Customers.csv(400), Map.of("name", "mine"));
        for (final int room : new int[] {0, 3, 500, 9_000}) {
            writer.room = room;
            final Throwable thrown = assertThrows(AssertionError.class, () -> runner.run(1, false))
                    .getCause();
            assertTrue(thrown instanceof FlowFileAccessException, () -> room + " bytes: " + thrown);
            assertEquals(1, runner.getQueueSize().getObjectCount(), room + " bytes");
            runner.assertTransferCount(relationship, 0);
            runner.assertTransferCount("failure", 0);
        }
        writer.room = Integer.MAX_VALUE;
        runner.run(1, true, false);
        runner.assertTransferCount(relationship, 1);
        runner.assertTransferCount("original", 1);
        assertEquals(0, runner.getQueueSize().getObjectCount());
    }

    @Test
    void whatASamplerIsAskedForStaysInTheQueue() throws IOException {
        staysInTheQueue(new SampleGenerator(), "success", Map.of("Number of Records", "400"), false);
    }

    @Test
    void whatAScorerIsGivenStaysInTheQueue() throws IOException {
        staysInTheQueue(new ScoreDiscriminator(), "scored", Map.of("Routing Strategy", "All To Scored"), true);
    }

    @Test
    void whatIsAugmentedStaysInTheQueue() throws IOException {
        staysInTheQueue(new AugmentRecords(), "success", Map.of("Class Column", "city"), true);
    }
}
