// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.GANModel;
import io.nifigan.processors.Customers;
import io.nifigan.processors.Flow;
import io.nifigan.sample.SampleSettings;
import io.nifigan.sample.Sampler;
import io.nifigan.table.Table;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Date;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.nifi.csv.CSVRecordSetWriter;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.RecordSetWriter;
import org.apache.nifi.serialization.WriteResult;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.serialization.record.RecordSet;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are drawn while others are written, in SampleGenerator. */
class SamplingAheadTest {
    private static final int ROWS = 5_000;

    private final TestRunner runner = Flow.runner(new SampleGenerator());

    /** A writer that counts its records, and may fail at one of them. */
    private static final class Writer extends CSVRecordSetWriter {
        private final AtomicInteger written = new AtomicInteger();
        private volatile int last = Integer.MAX_VALUE;

        @Override
        public RecordSetWriter createWriter(
                final ComponentLog log,
                final RecordSchema schema,
                final OutputStream out,
                final Map<String, String> variables)
                throws SchemaNotFoundException, IOException {
            final RecordSetWriter writer = super.createWriter(log, schema, out, variables);
            return new RecordSetWriter() {
                @Override
                public WriteResult write(final Record record) throws IOException {
                    if (written.incrementAndGet() > last) {
                        throw new IOException("does not fit");
                    }
                    return writer.write(record);
                }

                @Override
                public WriteResult write(final RecordSet records) throws IOException {
                    return writer.write(records);
                }

                @Override
                public void beginRecordSet() throws IOException {
                    writer.beginRecordSet();
                }

                @Override
                public WriteResult finishRecordSet() throws IOException {
                    return writer.finishRecordSet();
                }

                @Override
                public String getMimeType() {
                    return writer.getMimeType();
                }

                @Override
                public void flush() throws IOException {
                    writer.flush();
                }

                @Override
                public void close() throws IOException {
                    writer.close();
                }
            };
        }
    }

    private static long drawingThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("nifi-gan-ahead"))
                .count();
    }

    private List<String> rows(final int records, final int perFlowFile) {
        final TestRunner csv = Flow.runner(new SampleGenerator());
        Flow.csvWriter(csv);
        Flow.set(
                csv,
                Map.of(
                        "Number of Records",
                        Integer.toString(records),
                        "Records Per FlowFile",
                        Integer.toString(perFlowFile),
                        "Random Seed",
                        "11"));
        csv.enqueue(Customers.model());
        csv.run();
        final List<String> rows = new ArrayList<>();
        for (final MockFlowFile made : csv.getFlowFilesForRelationship(SampleGenerator.SUCCESS)) {
            rows.addAll(made.getContent().lines().skip(1).toList());
        }
        assertEquals(0, drawingThreads());
        return rows;
    }

    /** As the CSV writer has it where no format is set. */
    private static String text(final Object value) {
        return value instanceof LocalDate date
                ? Long.toString(Date.valueOf(date).getTime())
                : String.valueOf(value);
    }

    private static void assertSame(final List<String> wanted, final List<String> rows, final String how) {
        assertEquals(wanted.size(), rows.size(), how);
        for (int r = 0; r < rows.size(); r++) {
            assertEquals(wanted.get(r), rows.get(r), how);
        }
    }

    @Test
    void givesTheRowsOfTheSamplerHoweverTheyAreSharedOut() throws Exception {
        final List<String> wanted;
        try (Sampler sampler =
                new Sampler(GANModel.read(new ByteArrayInputStream(Customers.model())), SampleSettings.of(11))) {
            final Table table = sampler.next(ROWS);
            wanted = IntStream.range(0, ROWS)
                    .mapToObj(row -> IntStream.range(0, table.columns().size())
                            .mapToObj(column -> text(table.value(column, row)))
                            .collect(Collectors.joining(",")))
                    .toList();
        }
        assertSame(wanted, rows(ROWS, 0), "in one FlowFile");
        assertSame(wanted, rows(ROWS, 733), "in several, whose ends are not those of what is drawn at a time");
        assertSame(wanted.subList(0, 1_500), rows(1_500, 0), "so few that nothing is drawn ahead");
    }

    @Test
    void aWriterThatFailsSendsTheInputToFailureAndEndsTheDrawing() throws IOException {
        final Writer writer = new Writer();
        writer.last = 2_500;
        Flow.service(runner, "Record Writer", writer);
        Flow.set(runner, Map.of("Number of Records", "1000000000", "Random Seed", "1"));
        runner.enqueue(Customers.model());
        runner.run();
        runner.assertAllFlowFilesTransferred(SampleGenerator.FAILURE, 1);
        final MockFlowFile refused =
                runner.getFlowFilesForRelationship(SampleGenerator.FAILURE).getFirst();
        refused.assertContentEquals(Customers.model());
        assertTrue(
                refused.getAttribute("gan.error").contains("failed after 2,500 records"),
                () -> refused.getAttribute("gan.error"));
        assertEquals(0, drawingThreads());
    }

    @Test
    void whatCannotBeDrawnIsToldAsWithoutDrawingAhead() {
        final List<String> told = new ArrayList<>();
        for (final String records : List.of("10", "10000")) {
            final TestRunner one = Flow.runner(new SampleGenerator());
            Flow.csvWriter(one);
            Flow.set(one, Map.of("Number of Records", records, "Random Seed", "1", "Minimum Realism", ".99"));
            one.enqueue(Customers.model());
            one.run();
            one.assertAllFlowFilesTransferred(SampleGenerator.FAILURE, 1);
            told.add(one.getFlowFilesForRelationship(SampleGenerator.FAILURE)
                    .getFirst()
                    .getAttribute("gan.error"));
        }
        assertTrue(told.getFirst().contains("Lower the minimum realism"), told::toString);
        assertEquals(told.getFirst(), told.getLast());
        assertEquals(0, drawingThreads());
    }

    /** Runs a request of many records, and stops the processor after some thousand. */
    private void stopInTheMiddle(final Map<String, String> properties) throws Exception {
        final Writer writer = new Writer();
        Flow.service(runner, "Record Writer", writer);
        Flow.set(runner, Map.of("Number of Records", "1000000000", "Random Seed", "11"));
        Flow.set(runner, properties);
        runner.enqueue(Customers.model());
        final CompletableFuture<Void> run = CompletableFuture.runAsync(() -> runner.run(1, false));
        final Instant patience = Instant.now().plus(Duration.ofSeconds(60));
        while (writer.written.get() < 4_000) {
            assertTrue(!run.isDone() && Instant.now().isBefore(patience), "nothing is written");
            Thread.sleep(5);
        }
        runner.unSchedule();
        run.get(60, TimeUnit.SECONDS);
        runner.assertTransferCount(SampleGenerator.FAILURE, 0);
        assertEquals(0, drawingThreads());
    }

    @Test
    void aStopInTheMiddlePutsTheInputBackAndEndsTheDrawing() throws Exception {
        stopInTheMiddle(Map.of());
        assertEquals(1, runner.getQueueSize().getObjectCount());
        runner.assertTransferCount(SampleGenerator.SUCCESS, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_500})
    void aStopKeepsWhatIsWrittenIfAsked(final int perFlowFile) throws Exception {
        stopInTheMiddle(Map.of("Records On Stop", "Keep", "Records Per FlowFile", Integer.toString(perFlowFile)));
        assertEquals(0, runner.getQueueSize().getObjectCount());
        runner.assertTransferCount("original", 1);
        final List<MockFlowFile> kept = runner.getFlowFilesForRelationship(SampleGenerator.SUCCESS);
        final List<String> rows = new ArrayList<>();
        for (final MockFlowFile flowFile : kept) {
            final List<String> lines = flowFile.getContent().lines().skip(1).toList();
            flowFile.assertAttributeEquals("record.count", Integer.toString(lines.size()));
            flowFile.assertAttributeEquals("gan.records.requested", "1000000000");
            if (perFlowFile > 0) {
                flowFile.assertAttributeEquals("fragment.count", Integer.toString(kept.size()));
            }
            assertTrue(!lines.isEmpty(), "an empty FlowFile");
            rows.addAll(lines);
        }
        assertTrue(rows.size() >= 4_000, rows.size() + " records");
        assertEquals(perFlowFile == 0, kept.size() == 1);
        assertSame(rows.subList(0, 3_000), rows(3_000, 0), "the first of those that were asked for");
    }
}
